"""Summary tables computed over all editions at the end of an import, so that querying them is fast."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from store.archive.players import all_time_rows
from store.archive.records import record_rows
from store.archive.titles import title_counts, title_rows
from store.sqlite import Row, insert


class _Asked:
    """A database that is being written, with the query method of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""
        return list(self._database.query(sql, parameters))


def write_summaries(database: Database) -> None:
    """Refill the tables and columns that depend on all editions: records, all-time scorers, titles."""
    asked = _Asked(database)
    tables = (("records", record_rows), ("all_time_scorers", all_time_rows), ("titles", title_rows))
    for table, work_out in tables:
        found = list(work_out(asked))
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these
        insert(database.conn, table, found)
    counts = [
        (count.number, count.apart, count.name, int(count.own), edition)
        for edition, count in title_counts(asked)
    ]
    columns = ("titles", "titles_apart", "apart_name", "apart_own")
    database.execute(f"UPDATE editions SET {', '.join(f'{column} = NULL' for column in columns)}")  # noqa: S608
    changes = ", ".join(f"{column} = ?" for column in columns)
    database.conn.executemany(f"UPDATE editions SET {changes} WHERE edition = ?", counts)  # noqa: S608
