"""Which room may know which: a table of allowed edges, no circle, and Telegram kept at its door.

A room is a package with modules in it, or a module that stands alone in ``bot``, ``handlers`` or ``store``.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "store")
MOST_MODULES = 12  # of a room; features of one kind may be a few more
MORE_OF_ONE_KIND = {"store.archive": 13, "handlers.cup": 13}
MOST_LINES = 335

MAY_IMPORT: dict[str, set[str]] = {
    "store.text": set(),
    "store.sqlite": set(),
    "store.cup": {"store.text"},
    "store.search": {"store.cup", "store.text"},
    "store.seedfiles": {"store.cup", "store.text"},
    "store.derivation": {"store.cup", "store.seedfiles", "store.text"},
    "store.archive.rows": {"store.cup", "store.sqlite", "store.text"},
    "store.archive": {"store.archive.rows", "store.cup", "store.sqlite", "store.text"},
    "store.cards": {"store.archive", "store.cup", "store.text"},
    "store.importing": {
        "store.archive",
        "store.archive.rows",
        "store.cup",
        "store.derivation",
        "store.seedfiles",
        "store.sqlite",
        "store.text",
    },
    "store.trivia": {"store.archive", "store.cup", "store.sqlite", "store.text"},
    "store.chats": {"store.sqlite"},
    "handlers.core": {
        "store.archive",
        "store.chats",
        "store.cup",
        "store.search",
        "store.text",
        "store.trivia",
    },
    "handlers.cup": {
        "handlers.core",
        "store.archive",
        "store.cards",
        "store.cup",
        "store.search",
        "store.text",
    },
    "handlers.about": {"handlers.core", "store.archive", "store.chats", "store.cup", "store.text"},
    "handlers.telegram": {"handlers.core", "store.chats"},
    "handlers.trivia": {
        "handlers.core",
        "handlers.telegram",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.text",
        "store.trivia",
    },
    "handlers.throttle": set(),
    "handlers.events": {"handlers.telegram", "handlers.trivia"},
    "handlers.failures": {"handlers.core", "handlers.telegram"},
    "handlers.commands": {"handlers.about", "handlers.core", "handlers.cup", "handlers.trivia"},
    "handlers.answering": {"handlers.commands", "handlers.core", "store.archive"},
    "handlers.dispatch": {
        "handlers.answering",
        "handlers.commands",
        "handlers.core",
        "handlers.events",
        "handlers.failures",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "store.archive",
    },
    "bot.logs": set(),
    "bot.settings": set(),
    "bot.data_lock": set(),
    "bot.progress": set(),
    "bot.tuning": set(),
    "bot.telegram_time": set(),
    "bot.timers": {"handlers.telegram", "handlers.trivia"},
    "bot.app": {
        "bot.settings",
        "bot.telegram_time",
        "handlers.core",
        "store.archive",
        "store.chats",
        "store.importing",
        "store.seedfiles",
    },
    "bot.edge": {
        "bot.logs",
        "bot.settings",
        "bot.telegram_time",
        "bot.timers",
        "bot.tuning",
        "handlers.answering",
        "handlers.commands",
        "handlers.core",
        "handlers.dispatch",
        "handlers.failures",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "store.chats",
    },
    "bot.terminal": {
        "bot.timers",
        "handlers.answering",
        "handlers.core",
        "handlers.dispatch",
        "handlers.failures",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "store.importing",
        "store.trivia",
    },
    "bot.cli": {
        "bot.app",
        "bot.data_lock",
        "bot.edge",
        "bot.logs",
        "bot.progress",
        "bot.settings",
        "bot.terminal",
        "bot.tuning",
        "handlers.core",
        "handlers.trivia",
        "store.archive",
        "store.chats",
        "store.importing",
        "store.seedfiles",
        "store.trivia",
    },
    "bot.start": {"bot.cli"},
}
"""What each room may import of others; a lazy import counts like any."""
WITHOUT_TELEGRAM = (
    "store",
    "handlers.core",
    "handlers.cup",
    "handlers.about",
    "handlers.commands",
    "handlers.answering",
)

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.name != "__init__.py"
}
ROOMS = sorted({path.parent for path in MODULES.values()} - {ROOT / package for package in PACKAGES})


def room_of(module: str) -> str:
    """The room that *module*, by its dotted name, is in."""
    package, _, _ = module.rpartition(".")
    return module if package in PACKAGES else package


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The dotted names of the modules that a module imports, wherever in it."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else str(node.module)


def edges_of(module: str) -> set[str]:
    """The modules of ours that *module* imports."""
    return {name for name in imported(MODULES[module]) if name.partition(".")[0] in PACKAGES}


def test_modules_import_only_what_their_rooms_may() -> None:
    edges = [(module, name) for module in MODULES for name in edges_of(module)]
    foreign = [(module, name) for module, name in edges if room_of(module) != room_of(name)]
    assert [edge for edge in foreign if room_of(edge[1]) not in MAY_IMPORT[room_of(edge[0])]] == []


def test_nobody_imports_the_tests_and_few_know_telegram() -> None:
    known = {(module, name.partition(".")[0]) for module, path in MODULES.items() for name in imported(path)}
    assert [edge for edge in known if edge[1] in ("tests", "seeds")] == []
    without = tuple(f"{room}." for room in WITHOUT_TELEGRAM)
    assert [module for module, name in known if name == "telegram" and f"{module}.".startswith(without)] == []


def test_modules_import_each_other_in_no_circle() -> None:
    TopologicalSorter({module: edges_of(module) for module in MODULES}).prepare()


def test_the_table_is_of_the_rooms_there_are_and_allows_no_circle() -> None:
    assert set(MAY_IMPORT) == {room_of(module) for module in MODULES}
    TopologicalSorter(MAY_IMPORT).prepare()


def test_the_table_allows_nothing_that_nobody_needs() -> None:
    needed: dict[str, set[str]] = {room: set() for room in MAY_IMPORT}
    for module in MODULES:
        needed[room_of(module)] |= {room_of(name) for name in edges_of(module)} - {room_of(module)}
    assert needed == MAY_IMPORT


def test_a_room_says_what_lives_in_it_and_does_nothing() -> None:
    for room in ROOMS:
        (sentence,) = ast.parse((room / "__init__.py").read_text()).body
        assert isinstance(sentence, ast.Expr), room


def test_no_room_is_too_full_and_no_module_too_long() -> None:
    modules = Counter(map(room_of, MODULES))
    assert {
        room for room, count in modules.items() if count > MORE_OF_ONE_KIND.get(room, MOST_MODULES)
    } == set()
    lines = {module: path.read_text().count("\n") for module, path in MODULES.items()}
    assert {module for module, count in lines.items() if count > MOST_LINES} == set()


def test_objects_are_whole_once_they_are_made() -> None:
    """Every attribute is first assigned in ``__init__`` or declared in the class."""
    late = [
        (module, node.name, attribute)
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        for attribute in set(_assigned(node)) - set(_made(node))
    ]
    assert late == []


def _assigned(node: ast.AST) -> Iterator[str]:
    """The attributes of ``self`` that are assigned anywhere within *node*."""
    for found in ast.walk(node):
        targets = found.targets if isinstance(found, ast.Assign) else [getattr(found, "target", None)]
        for target in (part for whole in targets if whole for part in ast.walk(whole)):
            stored = isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store)
            if stored and isinstance(target.value, ast.Name) and target.value.id == "self":
                yield target.attr


def _made(node: ast.ClassDef) -> Iterator[str]:
    """The attributes that a class declares, or assigns in ``__init__``."""
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id
        elif isinstance(part, ast.FunctionDef) and part.name == "__init__":
            yield from _assigned(part)


SEPARATORS = set("|;=.")


def test_no_string_holds_several_values() -> None:
    """Values are never joined to be parted again; callback data have a codec, texts are joined by commas."""
    joined = []
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            parting = node.func.attr in ("split", "rsplit", "partition", "rpartition") and node.args
            by = node.args[0] if parting else node.func.value if node.func.attr == "join" else None
            if isinstance(by, ast.Constant) and by.value in SEPARATORS:
                joined.append(f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}")
    assert joined == []


def test_tests_patch_no_private_names() -> None:
    """A time, a clock or a limit is an argument; what is patched is public."""
    patched = re.compile(
        r"setattr\([^)]*[\"'.]_[A-Za-z]\w*[\"']|^\s*\w+(?:\.\w+)*\._[A-Z]\w* = ", re.MULTILINE
    )
    found = {
        str(path.relative_to(ROOT)): patched.findall(path.read_text("utf-8"))
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_each_room_has_its_tests_in_a_folder_of_its_name() -> None:
    without = [
        str(room.relative_to(ROOT))
        for room in ROOMS
        if not list((ROOT / "tests" / room.relative_to(ROOT)).glob("test_*.py"))
    ]
    assert without == []


def test_tests_of_the_store_know_no_handlers() -> None:
    knowing = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests" / "store").rglob("test_*.py"))
        if any(
            name.split(".")[0] in ("handlers", "bot") or name.startswith("tests.handlers")
            for name in imported(path)
        )
    ]
    assert knowing == []
