"""Which room may know which: a table of allowed edges, no circle, and Telegram kept at its door.

A room is a package with modules in it, or a module that stands alone in ``bot``, ``handlers`` or ``store``.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "store")
MOST_MODULES = 12  # of a room; features of one kind may be a few more
MORE_OF_ONE_KIND = {
    "store.archive": 15,
    "store.cards": 15,
    "store.cup": 14,
    "store.chats": 13,
    "handlers.cup": 15,
    "handlers.trivia": 13,
}
MOST_LINES = 335

MAY_IMPORT: dict[str, set[str]] = {
    "store.text": set(),
    "store.sqlite": set(),
    "store.cup": {"store.text"},
    "store.search": {"store.cup", "store.text"},
    "store.seedfiles": {"store.cup", "store.text"},
    "store.seedfiles.season_txt": {"store.cup", "store.seedfiles", "store.text"},
    "store.seedfiles.football_txt": {
        "store.cup",
        "store.seedfiles",
        "store.seedfiles.season_txt",
        "store.text",
    },
    "store.seedfiles.match_table": {
        "store.cup",
        "store.seedfiles",
        "store.seedfiles.football_txt",
        "store.seedfiles.season_txt",
        "store.text",
    },
    "store.derivation.rounds": {"store.cup", "store.seedfiles", "store.text"},
    "store.derivation.names": {"store.cup", "store.seedfiles", "store.seedfiles.season_txt", "store.text"},
    "store.derivation.scorers": {
        "store.cup",
        "store.derivation.names",
        "store.seedfiles",
        "store.text",
    },
    "store.derivation": {
        "store.cup",
        "store.derivation.names",
        "store.derivation.rounds",
        "store.derivation.scorers",
        "store.seedfiles",
        "store.seedfiles.season_txt",
        "store.text",
    },
    "store.archive.rows": {"store.cup", "store.sqlite", "store.text"},
    "store.archive": {"store.archive.rows", "store.cup", "store.sqlite", "store.text"},
    "store.cards": {"store.archive", "store.cup", "store.text"},
    "store.importing": {
        "store.archive",
        "store.archive.rows",
        "store.cup",
        "store.derivation",
        "store.derivation.names",
        "store.seedfiles",
        "store.seedfiles.football_txt",
        "store.seedfiles.match_table",
        "store.seedfiles.season_txt",
        "store.sqlite",
        "store.text",
    },
    "store.trivia": {"store.archive", "store.cup", "store.text"},
    "store.trivia.proof": {"store.archive", "store.cup", "store.sqlite", "store.text", "store.trivia"},
    "store.chats": {"store.sqlite"},
    "store.reports": {"store.chats", "store.sqlite"},
    "store.preferences": {"store.chats"},
    "store.own_questions": {"store.chats", "store.text"},
    "store.schedule": {"store.chats"},
    "store.exporting": {"store.archive", "store.cup", "store.sqlite", "store.text"},
    "handlers.wording": {"store.archive", "store.chats", "store.cup", "store.text", "store.trivia"},
    "handlers.core": {
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.reports",
        "store.search",
        "store.text",
        "store.trivia",
    },
    "handlers.cup": {
        "handlers.core",
        "handlers.wording",
        "store.archive",
        "store.cards",
        "store.cup",
        "store.search",
        "store.text",
    },
    "handlers.canvas": set(),
    "handlers.pictures": {
        "handlers.canvas",
        "handlers.core",
        "handlers.cup",
        "handlers.telegram",
        "handlers.trivia",
        "handlers.wording",
        "store.archive",
        "store.cards",
        "store.chats",
        "store.cup",
        "store.preferences",
        "store.text",
        "store.trivia",
    },
    "handlers.missing": {
        "handlers.core",
        "handlers.wording",
        "handlers.telegram",
        "store.archive",
        "store.cards",
        "store.chats",
        "store.cup",
        "store.reports",
        "store.text",
    },
    "handlers.about": {
        "handlers.core",
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.text",
    },
    "handlers.telegram": {"handlers.core", "handlers.wording", "store.chats", "store.preferences"},
    "handlers.questions": {
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.text",
        "store.trivia",
    },
    "handlers.own": {
        "handlers.core",
        "handlers.telegram",
        "store.chats",
        "store.own_questions",
        "store.text",
    },
    "handlers.following": {
        "handlers.core",
        "handlers.cup",
        "handlers.telegram",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.preferences",
        "store.schedule",
        "store.text",
    },
    "handlers.daily": {
        "handlers.core",
        "handlers.questions",
        "handlers.telegram",
        "handlers.trivia",
        "handlers.wording",
        "store.chats",
        "store.preferences",
        "store.schedule",
        "store.text",
        "store.trivia",
    },
    "handlers.schedule": {
        "handlers.core",
        "handlers.daily",
        "handlers.following",
        "handlers.telegram",
        "handlers.trivia",
        "store.chats",
        "store.cup",
        "store.preferences",
        "store.schedule",
    },
    "handlers.settings": {
        "handlers.core",
        "handlers.wording",
        "store.chats",
        "store.preferences",
        "store.schedule",
        "store.text",
        "store.trivia",
    },
    "handlers.trivia": {
        "handlers.core",
        "handlers.questions",
        "handlers.telegram",
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.own_questions",
        "store.preferences",
        "store.schedule",
        "store.text",
        "store.trivia",
    },
    "handlers.talk": {
        "handlers.core",
        "store.archive",
        "store.cup",
        "store.search",
        "store.text",
    },
    "handlers.throttle": set(),
    "handlers.menus": {"handlers.about", "handlers.commands", "handlers.core", "handlers.wording"},
    "handlers.events": {
        "handlers.about",
        "handlers.core",
        "handlers.telegram",
        "handlers.trivia",
        "store.chats",
    },
    "handlers.failures": {"handlers.core", "handlers.wording", "handlers.telegram"},
    "handlers.commands": {
        "handlers.about",
        "handlers.core",
        "handlers.cup",
        "handlers.daily",
        "handlers.following",
        "handlers.missing",
        "handlers.own",
        "handlers.pictures",
        "handlers.settings",
        "handlers.trivia",
    },
    "handlers.answering": {"handlers.commands", "handlers.core", "store.archive"},
    "handlers.inline": {
        "handlers.answering",
        "handlers.commands",
        "handlers.core",
        "handlers.talk",
        "handlers.telegram",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.search",
        "store.text",
    },
    "handlers.dispatch": {
        "handlers.answering",
        "handlers.commands",
        "handlers.core",
        "handlers.events",
        "handlers.failures",
        "handlers.inline",
        "handlers.missing",
        "handlers.own",
        "handlers.schedule",
        "handlers.talk",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "store.archive",
    },
    "bot.logs": set(),
    "bot.setting_names": set(),
    "bot.settings": {"bot.setting_names", "handlers.wording"},
    "bot.data_folder": set(),
    "bot.progress": set(),
    "bot.tuning": set(),
    "bot.telegram_time": set(),
    "bot.timers": {"handlers.telegram", "handlers.trivia"},
    "bot.app": {
        "bot.settings",
        "bot.telegram_time",
        "handlers.core",
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.importing",
        "store.reports",
        "store.seedfiles",
    },
    "bot.health": {"bot.telegram_time", "bot.tuning", "handlers.core", "store.chats"},
    "bot.serving": {
        "bot.edge",
        "bot.health",
        "bot.settings",
        "bot.telegram_time",
        "bot.timers",
        "bot.tuning",
        "handlers.answering",
        "handlers.core",
        "handlers.dispatch",
        "handlers.failures",
        "handlers.inline",
        "handlers.menus",
        "handlers.missing",
        "handlers.pictures",
        "handlers.schedule",
        "handlers.talk",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "handlers.wording",
        "store.chats",
        "store.preferences",
        "store.schedule",
    },
    "bot.edge": {
        "bot.health",
        "bot.logs",
        "bot.settings",
        "bot.telegram_time",
        "bot.tuning",
        "handlers.core",
        "handlers.telegram",
        "store.chats",
    },
    "bot.terminal": {
        "bot.timers",
        "handlers.answering",
        "handlers.commands",
        "handlers.core",
        "handlers.dispatch",
        "handlers.failures",
        "handlers.missing",
        "handlers.pictures",
        "handlers.schedule",
        "handlers.talk",
        "handlers.telegram",
        "handlers.throttle",
        "handlers.trivia",
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.cup",
        "store.importing",
        "store.text",
        "store.trivia",
    },
    "bot.doctor": {
        "bot.data_folder",
        "bot.edge",
        "bot.logs",
        "bot.settings",
        "bot.telegram_time",
        "store.chats",
        "store.importing",
        "store.seedfiles",
    },
    "bot.command": {"bot.data_folder", "bot.logs", "bot.settings"},
    "bot.operating": {"bot.command", "bot.data_folder", "bot.doctor", "bot.health", "store.chats"},
    "bot.cli": {
        "bot.app",
        "bot.command",
        "bot.data_folder",
        "bot.health",
        "bot.operating",
        "bot.progress",
        "bot.serving",
        "bot.settings",
        "bot.terminal",
        "bot.tuning",
        "handlers.questions",
        "handlers.wording",
        "store.archive",
        "store.chats",
        "store.exporting",
        "store.importing",
        "store.seedfiles",
        "store.trivia.proof",
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


SEPARATORS = frozenset("|;=.")
FOREIGN_FORMAT = ("store/seedfiles/football_txt/", "store/seedfiles/match_table/")
CODEC = "handlers/core/callback_data.py"
PARTING = ("split", "rsplit", "partition", "rpartition")


def joined(source: str) -> list[str]:
    """The expressions in *source* that join values by a separator, or part them."""
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def separates(node: ast.AST | None) -> bool:
        node = named.get(node.id) if isinstance(node, ast.Name) else node
        return isinstance(node, ast.Constant) and node.value in SEPARATORS

    found: list[ast.expr] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="join", value=by), args=[*arguments]):
                found += [node] * (separates(by) or any(map(separates, arguments[:-1])))
            case ast.Call(func=ast.Attribute(attr=name), args=[*arguments], keywords=more) if name in PARTING:
                found += [node] * any(map(separates, (*arguments[:1], *(one.value for one in more))))
            case ast.JoinedStr(values=parts):
                between = zip(parts, parts[1:], parts[2:], strict=False)
                values = ast.FormattedValue
                found += [node] * any(
                    isinstance(one, values)
                    and isinstance(other, values)
                    and getattr(by, "value", "") in ("|", ";")
                    for one, by, other in between
                )
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                found += [node] * (separates(right) or separates(left))
    return [f"{node.lineno}: {ast.unparse(node)}" for node in found]


def test_no_string_holds_several_values() -> None:
    """Values are never joined to be parted again; callback data have a codec, texts are joined by commas.

    Football.TXT and tables are formats of others, with separators of their own.
    """
    paths = {str(path.relative_to(ROOT)): path for path in MODULES.values()}
    ours = [name for name in paths if name != CODEC and not name.startswith(FOREIGN_FORMAT)]
    found = {name: joined(paths[name].read_text("utf-8")) for name in ours}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert joined(paths[CODEC].read_text("utf-8"))


@pytest.mark.parametrize(
    ("planted", "number"),
    [
        ('"|".join(x)', 1),
        ('str.join("|", x)', 1),
        ('B = "|"\nB.join(x)\nx.split(B)', 2),
        ('x.partition("|")', 1),
        ('x.split("|", 1)\nx.rsplit(sep=";")', 2),
        ('f"{a}|{b}"', 1),
        ('a + "|" + b', 1),
        ('", ".join(x)\nx.split()\nx.split("\\n")\nf"{a} – {b}"\na + b', 0),
    ],
)
def test_a_planted_string_of_several_values_is_found(planted: str, number: int) -> None:
    assert len(joined(planted)) == number


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.rpartition(".")[2].startswith("_") and not name.endswith("__")


def patched_privately(source: str) -> list[str]:
    """The statements in *source* that set a private attribute of another object, by whatever name."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store(), value=of) if is_private(name):
                found += [node] * (not isinstance(of, ast.Name) or of.id not in ("self", "cls"))
            case ast.Call(
                func=ast.Attribute(attr="setattr" | "patch" | "object") | ast.Name(id="setattr" | "patch")
            ):
                found += [node] * any(
                    isinstance(argument, ast.Constant) and is_private(argument.value)
                    for argument in node.args
                )
    return [f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}" for node in found]


def test_tests_patch_no_private_names() -> None:
    """A time, a clock or a limit is an argument; what is patched is public. A process that is to be killed
    at a step is told the step by its name, whatever it is."""
    found = {
        str(path.relative_to(ROOT)): patched_privately(path.read_text("utf-8"))
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "host._arrivals = slow",
        "module._PAUSE = 0",
        "module._PAUSE += 1",
        'monkeypatch.setattr(module, "_PAUSE", 0)',
        'monkeypatch.setattr("a.b._PAUSE", 0)',
        'setattr(type(x), "_find", f)',
        'mock.patch("a._X")',
    ],
)
def test_a_planted_patch_of_a_private_name_is_found(planted: str) -> None:
    assert len(patched_privately(planted)) == 1


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
        for path in sorted((ROOT / "tests" / "store").rglob("*.py"))
        if any(
            name.split(".")[0] in ("handlers", "bot")
            or name.startswith(("tests.handlers", "tests.bot", "tests.double", "tests.golden"))
            for name in imported(path)
        )
    ]
    assert knowing == []
