"""The record of daily questions: which chats have one and when, what was asked, and who was right.

A chat is asked once a day, by the date in its time zone; the row of a day is written before its poll is sent,
so that whatever happens, a day is never asked again once its poll is known.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store.chats.database import Chats
from store.chats.doubts import take_strays
from store.chats.models import NewQuestion, Place, Vote
from store.chats.people import remember
from store.schedule.due import What, drop_due, set_due

IDLE_DAYS = 7  # in a row without an answer, after which a chat is asked no more
KEPT = 100 * 86_400.0  # seconds for which the polls of days are kept
SHOWN = 14  # days of which one sees how one answered


@dataclass(frozen=True, slots=True)
class Daily:
    """A chat with a daily question: its *place*, the *minute* of the day, and the number of days without an
    answer before."""

    place: Place
    minute: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The daily question of a chat on a *day*. *poll* and *message* are None until it is known to have been
    sent; *correct* is the index of the right option, of which there is one."""

    chat: int
    day: date
    correct: int
    poll: str | None
    message: int | None
    asked: float


@dataclass(frozen=True, slots=True)
class Streak:
    """A user's daily questions in a chat: how many were answered, how many right, the *streak* of right ones
    up to the latest, and the *best*."""

    user: int
    answered: int
    right: int
    streak: int
    best: int


def begin(chats: Chats, place: Place, minute: int, due: float) -> None:
    """Ask *place* daily, at so many minutes past midnight there, next when it is *due*."""
    with chats.atomic():
        chats.write(
            """
            INSERT INTO daily (cup, chat, topic, private, minute, unanswered) VALUES (?, ?, ?, ?, ?, 0)
            ON CONFLICT (cup, chat) DO UPDATE SET topic = excluded.topic, minute = excluded.minute,
                unanswered = 0
            """,
            chats.cup,
            place.chat,
            place.topic,
            int(place.private),
            minute,
        )
        set_due(chats, place.chat, What.DAILY, due)


def end(chats: Chats, chat: int) -> None:
    """Ask *chat* no more."""
    with chats.atomic():
        chats.write("DELETE FROM daily WHERE cup = ? AND chat = ?", chats.cup, chat)
        drop_doubts(chats, chat)
        drop_due(chats, chat, What.DAILY)


def drop_doubts(chats: Chats, chat: int) -> None:
    """Delete the questions of *chat* of which it is not known whether they were sent."""
    chats.write("DELETE FROM daily_polls WHERE cup = ? AND chat = ? AND poll IS NULL", chats.cup, chat)


def daily_of(chats: Chats, chat: int) -> Daily | None:
    """The daily question of *chat*, None when it has none."""
    sql = "SELECT chat, topic, private, minute, unanswered FROM daily WHERE cup = ? AND chat = ?"
    row = chats.row(sql, chats.cup, chat)
    if row is None:
        return None
    return Daily(Place(row["chat"], row["topic"], bool(row["private"])), row["minute"], row["unanswered"])


def question_of(chats: Chats, day: date, language: str) -> NewQuestion | None:
    """The question of a *day* in a *language*, None when none has been made yet."""
    sql = "SELECT content FROM daily_questions WHERE (cup, day, language) = (?, ?, ?)"
    row = chats.row(sql, chats.cup, day.isoformat(), language)
    if row is None:
        return None
    content = json.loads(row["content"])
    return NewQuestion(**{**content, "correct": tuple(content["correct"])})


def keep_question(chats: Chats, day: date, language: str, question: NewQuestion) -> None:
    """Keep the question of a *day* in a *language*: every chat is asked the same."""
    content = {name: getattr(question, name) for name in NewQuestion.__slots__}
    chats.write(
        "INSERT OR IGNORE INTO daily_questions VALUES (?, ?, ?, ?)",
        chats.cup,
        day.isoformat(),
        language,
        json.dumps(content, ensure_ascii=False),
    )


def keys_before(chats: Chats, day: date) -> frozenset[str]:
    """The keys of the questions of days before *day*, as far as they are kept."""
    sql = "SELECT content ->> 'key' AS key FROM daily_questions WHERE cup = ? AND day < ?"
    return frozenset(row["key"] for row in chats.rows(sql, chats.cup, day.isoformat()))


_DAYS = """
    SELECT chat, day, correct, poll, message, asked FROM daily_polls WHERE cup = ?
"""


def _days(chats: Chats, where: str, *values: object) -> list[AskedDay]:
    rows = chats.rows(f"{_DAYS} AND {where}", chats.cup, *values)
    return [AskedDay(**{**row, "day": date.fromisoformat(row["day"])}) for row in rows]


def asked_on(chats: Chats, chat: int, day: date) -> AskedDay | None:
    """The daily question of *chat* on a *day*, None when it has had none."""
    return next(iter(_days(chats, "chat = ? AND day = ?", chat, day.isoformat())), None)


def drop_after(chats: Chats, chat: int, day: date) -> None:
    """Delete the questions of *chat* of days after *day*, which a clock that ran ahead has made."""
    chats.write(
        "DELETE FROM daily_polls WHERE cup = ? AND chat = ? AND day > ?", chats.cup, chat, day.isoformat()
    )


def latest_days(chats: Chats, chat: int, most: int) -> list[AskedDay]:
    """The latest daily questions of *chat* that were sent, at most so many, latest first."""
    return _days(chats, "chat = ? AND poll IS NOT NULL ORDER BY day DESC LIMIT ?", chat, most)


def about_to_ask(
    chats: Chats, chat: int, day: date, question: NewQuestion, language: str, now: float
) -> None:
    """Record that the question of a *day* is about to be sent to *chat*."""
    values = (chats.cup, chat, day.isoformat(), language, question.correct[0], now)
    sql = "INSERT INTO daily_polls (cup, chat, day, language, correct, asked) VALUES (?, ?, ?, ?, ?, ?)"
    with chats.atomic():
        drop_doubts(chats, chat)
        chats.write(sql, *values)


def sent(chats: Chats, chat: int, day: date, poll: str, message: int | None) -> None:
    """Record the poll of a *day* that was sent to *chat*, and count its stray votes."""
    sql = "UPDATE daily_polls SET poll = ?, message = ? WHERE (cup, chat, day) = (?, ?, ?)"
    with chats.atomic():
        chats.write(sql, poll, message, chats.cup, chat, day.isoformat())
        for vote in take_strays(chats, poll):
            answer(chats, vote)


def is_known(chats: Chats, poll: str) -> bool:
    """Whether *poll* is the question of a day in a chat."""
    return chats.row("SELECT 1 FROM daily_polls WHERE poll = ?", poll) is not None


def count_idle(chats: Chats, chat: int, *, answered: bool) -> int:
    """Count the days without an answer in *chat*, from none again after one *answered*; their number."""
    sql = (
        "UPDATE daily SET unanswered = CASE WHEN ? THEN 0 ELSE unanswered + 1 END WHERE cup = ? AND chat = ?"
    )
    chats.write(sql, int(answered), chats.cup, chat)
    row = chats.row("SELECT unanswered FROM daily WHERE cup = ? AND chat = ?", chats.cup, chat)
    return row["unanswered"] if row else 0


def in_doubt(chats: Chats) -> list[AskedDay]:
    """The questions of days of which it is not known whether they were sent."""
    return _days(chats, "poll IS NULL")


def text_in_doubt(chats: Chats, question: str, options: Iterable[str]) -> list[AskedDay]:
    """Those of :func:`in_doubt` with these texts."""
    wanted = sorted(options)
    found = []
    for row in chats.rows(
        """
        SELECT p.chat, p.day, q.content FROM daily_polls p JOIN daily_questions q USING (cup, day, language)
        WHERE p.cup = ? AND p.poll IS NULL
        """,
        chats.cup,
    ):
        content = json.loads(row["content"])
        if content["question"] == question and sorted(content["options"]) == wanted:
            found += _days(chats, "chat = ? AND day = ?", row["chat"], row["day"])
    return found


def answer(chats: Chats, vote: Vote) -> bool:
    """Count a *vote* on a daily question, if it is the user's first; whether its poll is one.

    A right answer continues the streak of who was right on the day that the chat was asked before.

    :raises sqlite3.Error: when it cannot be stored.
    """
    found = _days(chats, "poll = ?", vote.poll)
    if not found:
        return False
    asked, user = found[0], vote.person.id
    right = vote.options == (asked.correct,)
    with chats.atomic():
        remember(chats, vote.person)
        sql = "INSERT OR IGNORE INTO daily_answers VALUES (?, ?, ?, ?, ?, ?)"
        key = (chats.cup, asked.chat, asked.day.isoformat())
        if chats.write(sql, *key, user, int(right), vote.at):
            _count_streak(chats, asked, user, right=right)
    return True


def _count_streak(chats: Chats, asked: AskedDay, user: int, *, right: bool) -> None:
    before = _days(
        chats,
        "chat = ? AND day < ? AND poll IS NOT NULL ORDER BY day DESC LIMIT 1",
        asked.chat,
        asked.day.isoformat(),
    )
    day_before = before[0].day.isoformat() if before else ""
    sql = 'SELECT answered, "right", streak, best, day FROM daily_streaks WHERE (cup, chat, user) = (?, ?, ?)'
    row = chats.row(sql, chats.cup, asked.chat, user)
    answered, rights, streak, best, day = row.values() if row else (0, 0, 0, 0, "")
    late = asked.day.isoformat() < day  # the one after it was answered first
    if not late:
        streak = (streak + 1 if day == day_before else 1) if right else 0
    chats.write(
        "INSERT OR REPLACE INTO daily_streaks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        chats.cup,
        asked.chat,
        user,
        answered + 1,
        rights + right,
        streak,
        max(best, streak),
        asked.day.isoformat() if right and not late else day,
    )


def answers_on(chats: Chats, asked: AskedDay) -> dict[int, bool]:
    """Who answered the question of a day, by id, first to last, and whether that was right."""
    sql = 'SELECT user, "right" FROM daily_answers WHERE (cup, chat, day) = (?, ?, ?) ORDER BY at'
    rows = chats.rows(sql, chats.cup, asked.chat, asked.day.isoformat())
    return {row["user"]: bool(row["right"]) for row in rows}


def streaks(chats: Chats, chat: int) -> list[Streak]:
    """The daily questions of every user of *chat*, most right ones first. A streak has ended for who was not
    right on the last day but one that was asked, as the last one is still open."""
    lasting = {asked.day.isoformat() for asked in latest_days(chats, chat, 2)}
    sql = """
        SELECT user, answered, "right", streak, best, day FROM daily_streaks WHERE cup = ? AND chat = ?
        ORDER BY "right" DESC, answered, best DESC, user
    """
    return [
        Streak(
            row["user"],
            row["answered"],
            row["right"],
            row["streak"] if row["day"] in lasting else 0,
            row["best"],
        )
        for row in chats.rows(sql, chats.cup, chat)
    ]


def days_of(chats: Chats, chat: int, user: int) -> list[bool | None]:
    """How *user* answered the latest :data:`SHOWN` daily questions of *chat*, oldest first; None for none."""
    return [answers_on(chats, asked).get(user) for asked in reversed(latest_days(chats, chat, SHOWN))]


def prune_days(chats: Chats, now: float) -> None:
    """Delete the polls of days longer than :data:`KEPT` before *now*, their answers, and questions that no
    poll is of; streaks stay.

    :raises sqlite3.Error: when ``chats.db`` cannot be written.
    """
    with chats.atomic():
        chats.write("DELETE FROM daily_polls WHERE asked < ?", now - KEPT)
        chats.write(
            """
            DELETE FROM daily_questions AS q WHERE NOT EXISTS (
                SELECT 1 FROM daily_polls p WHERE (p.cup, p.day, p.language) = (q.cup, q.day, q.language)
            )
            """
        )
