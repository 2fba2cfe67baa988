"""What chats want in the morning: the days of clubs that they follow, and what was played on this day.

The day of a message is written before it is sent: one that may have been lost is not sent again.
"""

from dataclasses import dataclass
from datetime import date

from store.chats.database import Chats
from store.chats.models import Place
from store.schedule.due import What, drop_due, set_due

MINUTE = 9 * 60  # of the day, at which messages come
APART = 7  # days at least between two messages about clubs
MOST_FOLLOWED = 10  # clubs of a chat


@dataclass(frozen=True, slots=True)
class Mornings:
    """What a chat wants: *today*, what was played on each day; the ids of *clubs* that it follows. *told* is
    the day of the latest message about these, *shown* that of the latest about all."""

    place: Place
    today: bool
    clubs: tuple[str, ...]
    told: date | None
    shown: date | None


def mornings_of(chats: Chats, chat: int) -> Mornings | None:
    """What *chat* wants, None when nothing."""
    sql = "SELECT topic, private, today, told, shown FROM mornings WHERE (cup, chat) = (?, ?)"
    row = chats.row(sql, chats.cup, chat)
    if row is None:
        return None
    sql = "SELECT club FROM follows WHERE (cup, chat) = (?, ?) ORDER BY number"
    clubs = tuple(found["club"] for found in chats.rows(sql, chats.cup, chat))
    told, shown = (date.fromisoformat(row[name]) if row[name] else None for name in ("told", "shown"))
    return Mornings(Place(chat, row["topic"], bool(row["private"])), bool(row["today"]), clubs, told, shown)


def follow(chats: Chats, place: Place, club: str, due: float) -> bool:
    """Let *place* follow *club*, for which something is *due*; whether there was room for it."""
    with chats.atomic():
        _begin(chats, place)
        key = (chats.cup, place.chat)
        known = mornings_of(chats, place.chat)
        if known and club not in known.clubs:
            if len(known.clubs) >= MOST_FOLLOWED:
                return False
            sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM follows WHERE (cup, chat) = (?, ?)"
            number = chats.rows(sql, *key)[0]["number"]
            chats.write("INSERT INTO follows VALUES (?, ?, ?, ?)", *key, club, number)
        set_due(chats, place.chat, What.CLUBS, due)
    return True


def unfollow(chats: Chats, chat: int, club: str | None = None) -> None:
    """Let *chat* follow *club* no more, or no club at all."""
    with chats.atomic():
        sql = "DELETE FROM follows WHERE (cup, chat) = (?, ?) AND COALESCE(club = ?, TRUE)"
        chats.write(sql, chats.cup, chat, club)
        _drop_empty(chats, chat)


def show_today(chats: Chats, place: Place, due: float | None) -> None:
    """Tell *place* each morning what was played on the day, next when it is *due*; None for no more."""
    with chats.atomic():
        if due is None:
            sql = "UPDATE mornings SET today = 0 WHERE (cup, chat) = (?, ?)"
            chats.write(sql, chats.cup, place.chat)
            _drop_empty(chats, place.chat)
            return
        _begin(chats, place)
        chats.write("UPDATE mornings SET today = 1 WHERE (cup, chat) = (?, ?)", chats.cup, place.chat)
        set_due(chats, place.chat, What.TODAY, due)


def _begin(chats: Chats, place: Place) -> None:
    chats.write(
        """
        INSERT INTO mornings (cup, chat, topic, private, today) VALUES (?, ?, ?, ?, 0)
        ON CONFLICT (cup, chat) DO UPDATE SET topic = excluded.topic
        """,
        chats.cup,
        place.chat,
        place.topic,
        int(place.private),
    )


def _drop_empty(chats: Chats, chat: int) -> None:
    """Delete what nothing is wanted for any more, and what is due for it."""
    known = mornings_of(chats, chat)
    if known and not known.clubs:
        drop_due(chats, chat, What.CLUBS)
    if known and not known.today:
        drop_due(chats, chat, What.TODAY)
    if known and not known.clubs and not known.today:
        chats.write("DELETE FROM mornings WHERE (cup, chat) = (?, ?)", chats.cup, chat)


def end_mornings(chats: Chats, chat: int) -> None:
    """Send nothing more to *chat* in the morning."""
    with chats.atomic():
        unfollow(chats, chat)
        show_today(chats, Place(chat), None)


def note(chats: Chats, chat: int, what: What, day: date | None) -> None:
    """Write the *day* of the latest message of a kind to *chat*, None for that it was not sent."""
    column = "told" if what is What.CLUBS else "shown"
    sql = f"UPDATE mornings SET {column} = ? WHERE (cup, chat) = (?, ?)"  # noqa: S608 - one of two
    chats.write(sql, day.isoformat() if day else None, chats.cup, chat)
