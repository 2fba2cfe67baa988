"""What is not kept for ever.

A game whose table has been shown is deleted :data:`KEPT` seconds after its end, with its questions, answers
and places. What boards and ``/me`` add up over all time stays (``totals``), and so does which questions a
chat has had (``asked``). Updates stay until they were handled, and the ids of the latest of those.
"""

from store.chats.database import Chats

KEPT = 100 * 86_400.0  # seconds; boards of the month need no more than 31 days
_AT_ONCE = 5  # games, which are deleted in a few milliseconds


def prune(chats: Chats, now: float) -> bool:
    """Delete some of the games that ended too long before *now*; whether there may be more of them.

    :raises sqlite3.Error: when ``chats.db`` cannot be written.
    """
    sql = """
        DELETE FROM games WHERE game IN (
            SELECT game FROM games WHERE told AND ended < ? ORDER BY ended LIMIT ?
        )
    """
    return chats.write(sql, now - KEPT, _AT_ONCE) == _AT_ONCE
