"""The sources of an edition: its files, and the supplement's entries."""

import json
from dataclasses import dataclass

from store.archive.rows.editions import addition_of, line_up_of, note_of
from store.cup.additions import EditionNote, LineUp, TieAddition
from store.cup.labels import Label
from store.sqlite import Asks


@dataclass(frozen=True, slots=True)
class EditionSources:
    """The sources of an edition: its files, the registries that were imported,
    and the supplement's additions, line-ups and notes."""

    paths: tuple[str, ...]
    registries: tuple[str, ...]
    additions: tuple[TieAddition, ...]
    line_ups: tuple[LineUp, ...]
    notes: tuple[EditionNote, ...]


def sources_of(archive: Asks, label: Label) -> EditionSources:
    """The sources of the edition *label*, which must exist."""
    sql = "SELECT path, parts FROM editions WHERE edition = ?"
    path, parts = archive.query(sql, [label.id])[0].values()
    paths = tuple(part for part, _ in json.loads(parts)) or (path,)
    additions = archive.query("SELECT * FROM additions WHERE edition = ? ORDER BY number", [label.id])
    notes = archive.query("SELECT * FROM notes WHERE edition = ? ORDER BY number", [label.id])
    sql = """
        SELECT path FROM documents
        WHERE path IN ('clubs.toml', 'players.toml', 'places.toml', 'referees.toml')
            OR path LIKE '%.clubs.txt' ORDER BY path
    """
    registries = tuple(row["path"] for row in archive.query(sql))
    return EditionSources(
        paths,
        registries,
        tuple(map(addition_of, additions)),
        line_ups_of(archive, label),
        tuple(map(note_of, notes)),
    )


def line_ups_of(archive: Asks, label: Label) -> tuple[LineUp, ...]:
    """The line-ups of the matches of the edition *label*, in the order of the supplement."""
    rows = archive.query("SELECT * FROM line_ups WHERE edition = ? ORDER BY number", [label.id])
    return tuple(map(line_up_of, rows))
