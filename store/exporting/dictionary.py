"""The data dictionary: what each table and column of the export is, by the schema and ``dictionary.toml``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from store.archive.archive import Archive
from store.sqlite import Row

LEFT_OUT = "documents"  # the table of the seed files, which are exported as files
FOR_READING = ("results", "finals", "scorers", "scored", "tables")  # views


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its *name*, its *type* (``string`` or ``integer``), and what it is."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class TableOfExport:
    """A table: its *columns*, the names of those of its *primary* key, and its *foreign* keys, each as the
    columns, the other table, and the columns there."""

    name: str
    about: str
    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    foreign: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]


# The keys of the views, which SQLite does not know: each leads to tables in which every row is found.
_KEYS = {
    "results": (
        (("edition", "round_number", "tie", "leg"), "matches", ("edition", "round", "tie", "leg")),
        (("home_club",), "clubs", ("club",)),
        (("away_club",), "clubs", ("club",)),
        (("went_through_club",), "clubs", ("club",)),
    ),
    "finals": (
        (("edition",), "editions", ("edition",)),
        (("home_club",), "clubs", ("club",)),
        (("away_club",), "clubs", ("club",)),
        (("winner_club",), "clubs", ("club",)),
        (("runner_up_club",), "clubs", ("club",)),
    ),
    "scorers": ((("edition", "place"), "edition_scorers", ("edition", "place")),),
    "scored": (
        (
            ("edition", "round_number", "tie", "leg", "entry"),
            "goals",
            ("edition", "round", "tie", "leg", "number"),
        ),
    ),
    "tables": (
        (("edition", "round_number"), "rounds", ("edition", "round")),
        (("club_id",), "clubs", ("club",)),
    ),
}


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(resources.files("store.exporting").joinpath("dictionary.toml").read_text("utf-8"))


def tables_of(archive: Archive) -> Iterator[TableOfExport]:
    """Every table of the export, those made for reading first.

    :raises KeyError: when one, or a column of it, is not in the dictionary.
    """
    sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name != ? ORDER BY name"
    names = [row["name"] for row in archive.query(sql, [LEFT_OUT])]
    yield from (_table(archive, name) for name in FOR_READING)
    yield from (_table(archive, name) for name in names if name not in FOR_READING)


def _table(archive: Archive, name: str) -> TableOfExport:
    texts = _texts()
    of_table = texts["of"].get(name, {})
    rows = archive.query("SELECT name, type, pk FROM pragma_table_info(?)", [name])
    columns = tuple(
        Column(
            row["name"],
            "integer" if _is_number(archive, name, row) else "string",
            of_table.get(row["name"]) or texts["columns"][row["name"]],
        )
        for row in rows
    )
    keys = sorted((row["pk"], row["name"]) for row in rows if row["pk"])
    return TableOfExport(
        name, texts["tables"][name], columns, tuple(key for _, key in keys), tuple(_foreign(archive, name))
    )


def _is_number(archive: Archive, table: str, column: Row) -> bool:
    """Whether a column has whole numbers: as declared, or, where a view has no declaration, all of them."""
    if column["type"]:
        return bool(column["type"] == "INTEGER")
    name = column["name"]
    found = archive.query(f'SELECT DISTINCT typeof("{name}") AS type FROM {table}')  # noqa: S608 - of the schema
    types = {row["type"] for row in found} - {"null"}
    return types == {"integer"}


def _foreign(archive: Archive, table: str) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    yield from _KEYS.get(table, ())
    sql = 'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq'
    keys: dict[int, list[Row]] = {}
    for row in archive.query(sql, [table]):
        keys.setdefault(row["id"], []).append(row)
    for parts in keys.values():
        other = parts[0]["table"]
        if other == LEFT_OUT:
            continue
        primary = archive.query("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", [other])
        there = [part["to"] or primary[place]["name"] for place, part in enumerate(parts)]
        yield tuple(part["from"] for part in parts), other, tuple(there)


def document_of(archive: Archive) -> str:
    """``DATA.md``: every table and column, the licence, and how to cite."""
    lines = [
        f"# {archive.competition or 'The cup'}: the data",
        "",
        "Files in `csv` are UTF-8 with a byte order mark, a header, commas, and an empty cell for what",
        "is not known. Text that a spreadsheet would take for a formula has an apostrophe in front.",
        "`datapackage.json` says the same as this file to programs.",
        "",
        "Facts are free; this collection of them is under the MIT licence of Kubok. To cite it: “Kubok,",
        f"{archive.competition or 'the cup'}, {_span(archive)}”, and the sources of the edition, which",
        "`editions.csv` has, and `results.csv` and `finals.csv` beside each match.",
        "",
    ]
    for table in tables_of(archive):
        lines += [f"## {table.name}.csv", "", table.about, ""]
        if table.primary:
            lines += [f"Key: {', '.join(f'`{name}`' for name in table.primary)}.", ""]
        for columns, other, there in table.foreign:
            lines += [f"- {_listed(columns)} → `{other}` ({_listed(there)})"]
        lines += [""] if table.foreign else []
        lines += ["| column | type | |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.type} | {column.about} |" for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _span(archive: Archive) -> str:
    return f"{archive.labels[0]} to {archive.labels[-1]}" if archive.labels else "no edition"


def package_of(archive: Archive, folder: str) -> dict[str, Any]:
    """The content of ``datapackage.json``, of the tables in a *folder*; https://specs.frictionlessdata.io."""
    return {
        "profile": "tabular-data-package",
        "name": "kubok",
        "title": archive.competition or "A cup",
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name.replace("_", "-"),
                "title": table.name,
                "description": table.about,
                "path": f"{folder}/{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(table),
            }
            for table in tables_of(archive)
        ],
    }


def _schema(table: TableOfExport) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.about}
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.primary:
        schema["primaryKey"] = list(table.primary)
    if table.foreign:
        schema["foreignKeys"] = [
            {
                "fields": list(keys),
                "reference": {"resource": other.replace("_", "-"), "fields": list(there)},
            }
            for keys, other, there in table.foreign
        ]
    return schema
