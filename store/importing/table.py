"""Adding a table of matches to a folder of seeds, and importing it."""

import codecs
from datetime import UTC, datetime
from pathlib import Path

from store.importing.importer import import_seeds
from store.importing.reading import read_seasons, read_seed
from store.importing.report import ImportReport
from store.importing.selection import select
from store.seedfiles.folder import ImportFailed, Progress, seed_files
from store.seedfiles.problems import Problem, UnreadableFile
from store.text.folding import tidy

_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx, .ods and .xls begin
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "a table saved as CSV in UTF-8"


def import_table(
    table: Path, cup: str, seeds: Path, archive: Path, progress: Progress | None = None, chosen: str = ""
) -> ImportReport:
    """Put *table* into the folder *seeds* under the name of its *cup*, and import the folder.

    A table of that name that lies there already is kept beside it, with the date and time (UTC) behind its
    name. When anything in the table is wrong, or it would not be read, the folder and the archive stay as
    they are, and the problems are in the report. *chosen* is the cup to read among several in the folder.

    :raises ImportFailed: when the cup's name cannot be that of a file, when the folder would have several
    cups of which this one is not *chosen*, and as :func:`store.importing.importer.import_seeds`.
    """
    cup = tidy(cup)
    if not cup or _NOT_IN_NAMES & set(cup) or cup.startswith("."):
        raise ImportFailed(f"'{cup}' cannot be the name of a file, and a table is called after its cup")
    try:
        text = _text_of(table)
        read_seasons(text, f"{cup}.csv")
    except UnreadableFile as error:
        found = [Problem(str(table), one.line, one.wrong, one.expected) for one in error.problems]
        return ImportReport(problems=found)
    target = seeds / f"{cup}.csv"
    try:
        seeds.mkdir(parents=True, exist_ok=True)
        before = target.read_bytes() if target.exists() else None
        _check_selection(table, target, seeds, chosen)
        kept = seeds / f"{target.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        if before not in (None, text.encode()):
            kept.write_bytes(before or b"")
        _write(target, text.encode())
    except OSError as error:
        raise ImportFailed(f"cannot write {target}: {error.strerror}") from None
    try:
        report = import_seeds(seeds, archive, progress, chosen)
        wrong = any(problem.path == target.name for problem in report.problems)
    except ImportFailed:
        _put_back(target, before, kept)
        raise
    if wrong:
        _put_back(target, before, kept)
    return report


def _text_of(table: Path) -> str:
    """The text of a table in UTF-8, or in UTF-16 as some spreadsheets write it.

    :raises UnreadableFile: when it is in another form.
    """
    data = read_seed(table, str(table))
    if data.startswith(_WORKBOOKS):
        raise UnreadableFile([Problem(str(table), 1, "a workbook of a spreadsheet", _SAVE_AS)])
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile([Problem(str(table), row, "not UTF-8 text", _SAVE_AS)]) from None


def _check_selection(table: Path, target: Path, seeds: Path, chosen: str) -> None:
    """Check that the table would be read if it lay in the folder.

    :raises ImportFailed: when it would not.
    """
    paths = {**seed_files(seeds), target.name: table}
    try:
        selected = target.name in select(paths, chosen, seeds).paths
    except ImportFailed:
        own = "".join(char if char.isalnum() else "-" for char in target.stem.casefold())
        wrong = f"{seeds} has files of another cup; name a folder for '{target.stem}', as KUBOK_SEEDS={own}"
        raise ImportFailed(wrong) from None
    if not selected:
        raise ImportFailed(f"KUBOK_CUP is '{chosen}', so the table of '{target.stem}' would not be read")


def _write(target: Path, data: bytes) -> None:
    new = target.with_suffix(".new")
    new.write_bytes(data)
    new.replace(target)


def _put_back(target: Path, before: bytes | None, kept: Path) -> None:
    """Put back what was in the place of *target*, if anything was, and delete what was *kept* of it."""
    kept.unlink(missing_ok=True)
    if before is None:
        target.unlink(missing_ok=True)
    else:
        _write(target, before)
