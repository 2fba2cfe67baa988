"""What is worked out over all editions at the end of an import, so that asking for it is quick."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from store.players import all_time_rows
from store.records import record_rows
from store.rows import Row
from store.titles import title_counts


class _Asked:
    """A database that is being written, asked like an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""
        return list(self._database.query(sql, parameters))


def write_summaries(database: Database) -> None:
    """Fill the tables that rest on all editions anew: records, scorers of all time, cups won."""
    asked = _Asked(database)
    for table, rows in (("records", record_rows(asked)), ("all_time_scorers", all_time_rows(asked))):
        found = list(rows)
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these two
        database.table(table).insert_all(found)
    counts = [(count.number, count.apart, edition) for edition, count in title_counts(asked)]
    database.execute("UPDATE editions SET titles = NULL, titles_apart = NULL")
    database.conn.executemany("UPDATE editions SET titles = ?, titles_apart = ? WHERE edition = ?", counts)
