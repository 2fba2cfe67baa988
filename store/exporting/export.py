"""Export of the archive: season files, Football.TXT, CSV with a data dictionary, and JSON."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from store.archive.archive import Archive
from store.archive.sources import sources_of
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.values import Minute, PartialDate, Score
from store.exporting.dictionary import document_of, package_of, tables_of
from store.exporting.football_txt import ABOUT, CLUB_NAMES, club_names, football_txt

SEASONS, FOOTBALL_TXT, TABLES, DOCUMENT = "seasons", "football.txt", "csv", "archive.json"
DICTIONARY, PACKAGE = "DATA.md", "datapackage.json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportFailed(Exception):
    """The export failed, or is incomplete; the message says why in one sentence."""


def export(archive: Archive, folder: Path) -> dict[str, int]:
    """Export *archive* to *folder*, which must be new or empty.

    ``seasons`` has the seed files that it was built from: importing these gives the same archive.
    ``football.txt`` has a file for each edition with a match in that format, and the clubs' names. ``csv``
    has a file for each other table and each view, ``archive.json`` all editions, clubs and players.
    ``DATA.md`` and ``datapackage.json`` say what each table and column is. Returned is the number of rows of
    each table.

    :raises ExportFailed: when the folder is not empty or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ExportFailed(f"{folder} is not empty")
        _write_seasons(archive, folder / SEASONS)
        _write_football_txt(archive, folder / FOOTBALL_TXT)
        rows = _write_tables(archive, folder / TABLES)
        document = json.dumps(_document(archive), ensure_ascii=False, indent=1)
        (folder / DOCUMENT).write_text(document + "\n", "utf-8")
        (folder / DICTIONARY).write_text(document_of(archive), "utf-8")
        package = json.dumps(package_of(archive, TABLES), ensure_ascii=False, indent=1)
        (folder / PACKAGE).write_text(package + "\n", "utf-8")
    except OSError as error:
        raise ExportFailed(f"cannot write {folder}: {error.strerror or error}") from None
    return rows


def _write_seasons(archive: Archive, folder: Path) -> None:
    folder.mkdir()
    for row in archive.query("SELECT path, text FROM documents ORDER BY path"):
        path = folder / row["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(row["text"].encode())


def _write_football_txt(archive: Archive, folder: Path) -> None:
    folder.mkdir()
    for label in archive.labels:
        if text := football_txt(archive.edition(label)):
            (folder / f"{label.id}.txt").write_text(text, "utf-8")
    used = [(club, name) for _, club, name in archive.names_in_editions()]
    (folder / CLUB_NAMES).write_text(club_names(archive.clubs(), used), "utf-8")
    (folder / "README.md").write_text(ABOUT, "utf-8")


def _write_tables(archive: Archive, folder: Path) -> dict[str, int]:
    """Write a CSV file for each table, in UTF-8 with a byte order mark, without which spreadsheets take it
    for something else; the number of rows of each."""
    folder.mkdir()
    written: dict[str, int] = {}
    for table in tables_of(archive):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns], lineterminator="\r\n")
            writer.writeheader()
            rows = archive.query(f"SELECT * FROM {table.name}")  # noqa: S608 - named by the schema
            writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
            written[table.name] = len(rows)
    return written


def _harmless(value: object) -> object:
    """*value* for a CSV cell; text that a spreadsheet would take for a formula is prefixed with an
    apostrophe, which spreadsheets read as a mark of text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _document(archive: Archive) -> dict[str, Any]:
    """The content of ``archive.json``, editions oldest first."""
    return {
        "competition": archive.competition,
        "editions": [_edition(archive, archive.edition(label)) for label in archive.labels],
        "clubs": list(map(_plain, archive.clubs())),
        "players": [
            {**row, "sources": json.loads(row["sources"])}
            for row in archive.query("SELECT * FROM players ORDER BY player")
        ],
    }


def _edition(archive: Archive, edition: Edition) -> dict[str, Any]:
    """An edition for JSON: its ties nested in its rounds, with the supplement's additions and notes."""
    rounds = [
        {
            "name": round_.name,
            "code": round_.code,
            "kind": round_.kind,
            "ties": [
                {key: value for key, value in _plain(tie).items() if key not in ("edition", "round")}
                for tie in edition.ties_of(round_)
            ],
        }
        for round_ in edition.rounds
    ]
    found = sources_of(archive, edition.label)
    return {
        **{key: value for key, value in _plain(edition).items() if key != "ties"},
        "rounds": rounds,
        "additions": list(map(_plain, found.additions)),
        "notes": list(map(_plain, found.notes)),
    }


def _plain(value: object) -> Any:
    """*value* converted to types of JSON: labels, dates and minutes to text, scores to two numbers."""
    if isinstance(value, (Label, PartialDate, Minute)):
        return str(value) + (" (pen.)" if isinstance(value, Minute) and value.penalty else "")
    if isinstance(value, Score):
        return [value.home, value.away]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(found) for key, found in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(map(_plain, value))
    return value
