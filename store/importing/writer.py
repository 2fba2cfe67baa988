"""Writing editions with their seed files into an archive that is not in its place yet."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from store.archive.rows.clubs import CLUB_NAMES, CLUBS, FACT_NAMES, PLACES, PLAYERS, REFEREES, name_rows
from store.archive.rows.editions import edition_rows
from store.archive.rows.table import Table
from store.archive.rows.translations import TRANSLATIONS, translation_rows
from store.archive.schema import SCHEMA
from store.cup.additions import Translation
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.importing.reading import Shared
from store.importing.seal import sha256_of
from store.importing.summaries import write_summaries
from store.sqlite import Row, insert

_CACHE = 32_000  # kilobytes


@contextmanager
def writing(path: Path, shared: Shared, texts: Mapping[str, str]) -> Iterator["ArchiveWriter"]:
    """A writer to the archive *path*, new or a copy, with *shared* facts and the *texts* of the seed files by
    path. What follows from all editions is written at the end."""
    with closing(sqlite3.connect(path)) as connection:
        # No need to be durable: the file is deleted on any error.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("PRAGMA foreign_keys = ON")
        writer = ArchiveWriter(Database(connection), shared, texts)
        yield writer
        writer.finish()


class ArchiveWriter:
    """Writes to an archive's *database*, one transaction an edition. A new one gets its indexes when it is
    filled, and its foreign keys are checked then."""

    def __init__(self, database: Database, shared: Shared, texts: Mapping[str, str]) -> None:
        self._database = database
        self._shared = shared
        self._texts = texts
        self._written: set[str] = set()  # the documents
        self._clubs: set[str] | None = None  # the ids of those that are written, once they are known
        self._indexes: list[str] = []  # still to be created

    def create(self, shared_files: Iterable[str]) -> None:
        """Create the tables, with what the registries have, and the files that these are from."""
        self._database.execute("PRAGMA foreign_keys = OFF")
        with self._database.atomic():
            for statement in SCHEMA:
                if statement.lstrip().startswith("CREATE INDEX"):
                    self._indexes.append(statement)
                else:
                    self._database.execute(statement)
            for club in self._shared.registry.clubs.values():
                if club.registered:
                    self._write_club(club)
            registry = self._shared.registry
            for table, entries in (
                (PLAYERS, registry.players),
                (PLACES, registry.facts.places),
                (REFEREES, registry.facts.referees),
            ):
                self._insert(table, map(table.row, entries.values()))
            for name in shared_files:
                self._write_document(name, self._shared.translations.get(name, ()))

    def remove(self, editions: Iterable[str], documents: Iterable[str]) -> None:
        """Delete *editions*, by the paths of their files, and the texts of *documents*."""
        with self._database.atomic():
            for path in editions:
                self._database.execute("DELETE FROM editions WHERE path = ?", [path])
            for path in documents:
                self._database.execute("DELETE FROM documents WHERE path = ?", [path])

    def write(self, edition: Edition, translations: Iterable[Translation] = ()) -> None:
        """Write *edition* with the texts of its files, and the *translations* in them."""
        added = self._shared.supplement.of_edition(edition.label.id)
        with self._database.atomic():
            self._write_document(edition.path, translations)
            for part in edition.parts[1:]:
                self._write_document(part.path)
            for table, rows in edition_rows(edition, added.ties, added.line_ups, added.notes):
                if table is CLUBS:
                    rows = self._new_clubs(rows)
                self._insert(table, rows)

    def finish(self) -> None:
        """Write what follows from all editions.

        :raises sqlite3.IntegrityError: when a row of a new archive refers to one that is not there.
        """
        for statement in self._indexes:
            self._database.execute(statement)
        if self._indexes and any(self._database.query("PRAGMA foreign_key_check")):
            raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")
        self._database.execute("PRAGMA foreign_keys = ON")
        with self._database.atomic():
            write_summaries(self._database)
            self._write_fact_names()
            _drop_unmentioned_clubs(self._database)

    def _write_fact_names(self) -> None:
        """Refill the table of the venues and referees of all matches that the registries have."""
        self._database.execute(f"DELETE FROM {FACT_NAMES.name}")  # noqa: S608 - a name of this project
        for fact in ("venue", "referee"):
            written = self._database.query(
                f"SELECT DISTINCT {fact} AS text FROM matches WHERE {fact} IS NOT NULL"  # noqa: S608 - as above
            )
            names = [self._shared.registry.facts.of(fact, row["text"]) for row in written]
            self._insert(FACT_NAMES, map(FACT_NAMES.row, filter(None, names)))

    def _insert(self, table: Table, rows: Iterable[Row]) -> None:
        insert(self._database.conn, table.name, rows)

    def _write_document(self, path: str, translations: Iterable[Translation] = ()) -> None:
        if path in self._written:  # of another edition in the same table
            return
        self._written.add(path)
        text = self._texts[path]
        row = {"path": path, "sha256": sha256_of(text.encode()), "text": text}
        self._database.table("documents").upsert(row, pk="path")
        self._database.execute(f"DELETE FROM {TRANSLATIONS.name} WHERE document = ?", [path])  # noqa: S608
        self._insert(TRANSLATIONS, translation_rows(path, translations))

    def _new_clubs(self, rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
        """Those of an edition's *rows* of clubs that are still to be written; clubs with known names are
        written here."""
        named, new = self._shared.registry.clubs, []
        if self._clubs is None:
            self._clubs = {row["club"] for row in self._database.query("SELECT club FROM clubs")}
        for row in rows:
            club = str(row["club"])
            if club in self._clubs:
                continue
            self._clubs.add(club)
            if club in named:
                self._write_club(named[club])
            else:
                new.append(row)
        return new

    def _write_club(self, club: Club) -> None:
        """Write a club with its names."""
        self._insert(CLUBS, [CLUBS.row(club)])
        self._insert(CLUB_NAMES, name_rows(club))


def _drop_unmentioned_clubs(database: Database) -> None:
    """Delete unregistered clubs that no edition refers to any more."""
    database.execute(
        """
        DELETE FROM clubs WHERE NOT registered AND club NOT IN (
            SELECT club FROM entrants
            UNION SELECT winner FROM editions WHERE winner IS NOT NULL
            UNION SELECT runner_up FROM editions WHERE runner_up IS NOT NULL
            UNION SELECT club FROM edition_scorers WHERE club IS NOT NULL
        )
        """
    )
