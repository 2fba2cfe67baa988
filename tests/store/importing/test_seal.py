"""The version of the reader changes with whatever an import executes, and with nothing else."""

import ast
import shutil
from pathlib import Path

import pytest

import store
from store.importing.seal import digest_of_reader

STORE = Path(store.__file__).parent
ENTRY = "store.importing.importer"


def path_of(module: str) -> Path:
    return STORE.parent / (module.replace(".", "/") + ".py")


def executed(module: str, found: set[str]) -> set[str]:
    """*module* and every module of the store that it imports, or that these import."""
    if module in found or not path_of(module).exists():
        return found
    found.add(module)
    for node in ast.walk(ast.parse(path_of(module).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("store."):
            executed(node.module, found)
            for alias in node.names:
                executed(f"{node.module}.{alias.name}", found)
    return found


EXECUTED = sorted(executed(ENTRY, set()))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("code") / "store"
    shutil.copytree(STORE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def changes_with(copied: Path, module: Path) -> bool:
    """Whether the version is another once *module* has a line more."""
    before, text = digest_of_reader(copied), module.read_bytes()
    module.write_bytes(text + b"# changed\n")
    after = digest_of_reader(copied)
    module.write_bytes(text)
    assert digest_of_reader(copied) == before
    return after != before


def test_an_import_executes_most_of_the_store() -> None:
    assert len(EXECUTED) > 25


def test_the_version_changes_with_what_an_import_executes(copied: Path) -> None:
    paths = [copied.parent / path_of(module).relative_to(STORE.parent) for module in EXECUTED]
    assert [path for path in paths if not changes_with(copied, path)] == []


@pytest.mark.parametrize(
    "module", ["search/clubs", "search/players", "search/fuzzy", "chats/games", "trivia/pool"]
)
def test_a_change_of_search_games_or_questions_keeps_archives(copied: Path, module: str) -> None:
    assert not changes_with(copied, copied / f"{module}.py")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_version_changes_with_the_names_of_rounds(copied: Path, language: str) -> None:
    assert changes_with(copied, copied / "text" / "words" / f"{language}.toml")


def test_a_module_that_moves_changes_the_version(copied: Path) -> None:
    before = digest_of_reader(copied)
    room = copied / "archive" / "deeper"
    room.mkdir()
    (copied / "archive" / "finals.py").rename(room / "finals.py")
    moved = digest_of_reader(copied)
    (room / "more.py").write_text("")
    assert len({before, moved, digest_of_reader(copied)}) == 3
    shutil.rmtree(room)
    shutil.copy(STORE / "archive" / "finals.py", copied / "archive")
