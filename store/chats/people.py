"""Users and chats: names as last seen, languages, deleting a user's data, and chats whose id changes."""

from collections.abc import Iterable

from store.chats.database import Chats
from store.chats.inbox import forget_names
from store.chats.models import Person

# The tables of what is kept of a chat, and of a user.
_OF_CHATS = (
    *("games", "asked", "totals", "languages", "dark", "preferences", "due", "daily", "daily_polls"),
    *("daily_streaks", "seasons", "tallies", "own_questions", "uploads"),
    *("mornings", "follows"),
)
_OF_USERS = (
    *("people", "skips", "stops", "strays", "totals", "prompts", "daily_answers", "daily_streaks", "seasons"),
    *("favourites", "uploads"),
)
_MOVED = (
    *("preferences", "due", "daily", "daily_polls", "daily_streaks", "seasons", "tallies"),
    *("own_questions", "mornings", "follows"),
)
_MOST_LANGUAGES = 10_000  # of chats, in memory


def remember(chats: Chats, person: Person) -> None:
    """Store the name of a user (upsert)."""
    sql = "INSERT INTO people VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET name = excluded.name"
    chats.write(sql, person.id, person.name)


def names_of(chats: Chats, users: Iterable[int]) -> dict[int, str]:
    """The names of *users*, by id, without those that are not known."""
    wanted = list(users)
    marks = ", ".join("?" * len(wanted))
    rows = chats.rows(f"SELECT user, name FROM people WHERE user IN ({marks})", *wanted)  # noqa: S608
    return {row["user"]: row["name"] for row in rows}


def forget(chats: Chats, user: int) -> None:
    """Delete the data of a user, and of their private chat, which has the same id; a game running there
    must have ended. In games of groups the user is replaced by an anonymous id below 0, a different one
    in each game, so that games cannot be linked to one user."""
    played = "SELECT game FROM answers WHERE user = ? UNION SELECT game FROM standings WHERE user = ?"
    with chats.atomic():
        for table in _OF_CHATS:
            chats.write(f"DELETE FROM {table} WHERE chat = ?", user)  # noqa: S608 - one of these
        lowest = chats.rows(
            "SELECT MIN(0, MIN(user)) AS lowest FROM (SELECT user FROM answers UNION ALL "
            "SELECT user FROM standings UNION ALL SELECT 0)"
        )[0]["lowest"]
        for number, row in enumerate(chats.rows(played, user, user), start=1):
            somebody = lowest - number
            chats.write(
                "UPDATE answers SET user = ?, option = NULL, at = 0 WHERE user = ? AND game = ?",
                somebody,
                user,
                row["game"],
            )
            for table in ("standings", "sides"):
                sql = f"UPDATE {table} SET user = ? WHERE user = ? AND game = ?"  # noqa: S608
                chats.write(sql, somebody, user, row["game"])
        for column in ("starter", "opponent"):
            chats.write(f"UPDATE games SET {column} = NULL WHERE {column} = ?", user)  # noqa: S608
        for table in _OF_USERS:
            chats.write(f"DELETE FROM {table} WHERE user = ?", user)  # noqa: S608 - one of these
        forget_names(chats, user)
    chats.languages.clear()
    # It is removed from the write-ahead log once the update that requested this is handled.
    chats.to_scrub = True


def greet(chats: Chats, chat: int) -> bool:
    """Note that a group is greeted; whether it had not been."""
    with chats.atomic():
        known = chats.row("SELECT chat FROM greeted WHERE chat = ?", chat) is not None
        if not known:
            chats.write("INSERT INTO greeted VALUES (?)", chat)
    return not known


def language_of(chats: Chats, chat: int) -> str | None:
    """The code of the language of *chat*, None when none is stored.

    It is kept in memory, as every message needs it: whatever writes languages is in this module.
    """
    known = chats.languages
    if chat not in known:
        row = chats.row("SELECT language FROM languages WHERE chat = ?", chat)
        if len(known) >= _MOST_LANGUAGES:
            known.clear()
        known[chat] = str(row["language"]) if row else None
    return known[chat]


def has_chosen(chats: Chats, chat: int) -> bool:
    """Whether the language of *chat* was chosen."""
    return chats.row("SELECT 1 FROM languages WHERE chat = ? AND chosen", chat) is not None


def choose_language(chats: Chats, chat: int, language: str) -> None:
    """Store the *language* that was chosen for *chat*."""
    sql = "INSERT INTO languages VALUES (?, ?, 1) ON CONFLICT (chat) DO UPDATE SET language = ?, chosen = 1"
    chats.write(sql, chat, language, language)
    chats.languages.pop(chat, None)


def take_language(chats: Chats, chat: int, language: str) -> None:
    """Store the *language* of *chat*, unless it has one."""
    chats.write("INSERT OR IGNORE INTO languages VALUES (?, ?, 0)", chat, language)
    chats.languages.pop(chat, None)


def _add_up(chats: Chats, old: int, new: int) -> None:
    """Add to what *new* has already what *old* has of the same questions and users."""
    chats.write(
        """
        UPDATE tallies AS t SET answered = t.answered + o.answered, "right" = t."right" + o."right"
        FROM tallies o WHERE t.chat = ? AND o.chat = ? AND (o.cup, o.key) = (t.cup, t.key)
        """,
        new,
        old,
    )
    chats.write(
        """
        UPDATE daily_streaks AS s SET answered = s.answered + o.answered, "right" = s."right" + o."right",
            best = MAX(s.best, o.best), streak = CASE WHEN o.day > s.day THEN o.streak ELSE s.streak END,
            day = MAX(s.day, o.day)
        FROM daily_streaks o WHERE s.chat = ? AND o.chat = ? AND (o.cup, o.user) = (s.cup, s.user)
        """,
        new,
        old,
    )


def move_chat(chats: Chats, old: int, new: int) -> None:
    """Move all data of the chat *old* to *new*, when a group has become a supergroup."""
    with chats.atomic():
        # If games are running in both, the one of the old group is ended.
        chats.write(
            """
            UPDATE games SET ended = began, ending = 'gone', told = 1
            WHERE chat = ? AND ended IS NULL AND topic IN
                (SELECT topic FROM games WHERE chat = ? AND ended IS NULL)
            """,
            old,
            new,
        )
        chats.write("UPDATE games SET chat = ? WHERE chat = ?", new, old)
        chats.write("UPDATE uploads SET chat = ? WHERE chat = ?", new, old)
        for table in ("greeted", "dark"):
            chats.write(f"INSERT OR IGNORE INTO {table} SELECT ? FROM {table} WHERE chat = ?", new, old)  # noqa: S608
        sql = "INSERT OR IGNORE INTO languages SELECT ?, language, chosen FROM languages WHERE chat = ?"
        chats.write(sql, new, old)
        chats.write(
            """
            INSERT INTO asked (cup, chat, key, times) SELECT cup, ?, key, times FROM asked WHERE chat = ?
            ON CONFLICT (cup, chat, key) DO UPDATE SET times = times + excluded.times
            """,
            new,
            old,
        )
        chats.write(
            """
            INSERT INTO totals
            SELECT cup, ?, user, points, games, wins, "right", answered, streak FROM totals WHERE chat = ?
            ON CONFLICT (cup, chat, user) DO UPDATE SET points = points + excluded.points,
                games = games + excluded.games, wins = wins + excluded.wins,
                "right" = "right" + excluded."right", answered = answered + excluded.answered,
                streak = MAX(streak, excluded.streak)
            """,
            new,
            old,
        )
        _add_up(chats, old, new)
        for table in _MOVED:
            # What the new one has already stays; messages of the old one cannot be stopped there.
            chats.write(f"UPDATE OR IGNORE {table} SET chat = ? WHERE chat = ?", new, old)  # noqa: S608
            chats.write(f"DELETE FROM {table} WHERE chat = ?", old)  # noqa: S608
        # A supergroup has other message ids, so that replies to prompts of the group cannot be told.
        for table in ("asked", "totals", "prompts", "greeted", "languages", "dark"):
            chats.write(f"DELETE FROM {table} WHERE chat = ?", old)  # noqa: S608 - one of these
    chats.languages.clear()
