"""Trivia games: recording each one, from its start to its table.

All is committed before the chat is told, so that a game resumes after a crash where it was. Times are in
seconds since 1970; a user's id is positive.
"""

import json
import sqlite3
from collections.abc import Collection

from store.chats.boards import EVERYWHERE, add_to_totals
from store.chats.database import Chats
from store.chats.doubts import take_strays
from store.chats.inbox import handled_with
from store.chats.models import (
    AskedQuestion,
    Closing,
    Ending,
    Game,
    GameOn,
    Mode,
    NewQuestion,
    Place,
    Plan,
    Vote,
    game_of,
    question_of,
)
from store.chats.modes import take_side
from store.chats.people import remember
from store.chats.points import points_for
from store.chats.scores import may_answer, right_answers, streak_before, table

IDLE = 2  # consecutive questions without an answer that end a game
SKIPS = 3  # players needed to skip a question


class Games:
    """The games in *chats*."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats

    def start(
        self,
        place: Place,
        plan: Plan,
        starter: int | None,
        now: float,
        language: str = "en",
        opponent: int | None = None,
        token: str | None = None,
        *,
        takes: bool = False,
    ) -> Game:
        """Start a game, whose messages are in *language*; a duel has an *opponent*, or the *token* of a
        challenge, which it *takes* or is itself.

        :raises GameOn: when one is running there.
        """
        values = {
            "cup": self.chats.cup,
            "chat": place.chat,
            "topic": place.topic,
            "private": int(place.private),
            "starter": starter,
            "questions": plan.questions,
            "seconds": plan.seconds,
            "difficulty": plan.difficulty,
            "edition": plan.edition,
            "mode": plan.mode,
            "opponent": opponent,
            "token": token,
            "takes": int(takes),
            "began": now,
            "language": language,
        }
        try:
            with self.chats.atomic():
                self._end_others(place, now)
                return self.game(self.chats.insert("games", values))
        except sqlite3.IntegrityError:
            raise GameOn from None

    def _end_others(self, place: Place, now: float) -> None:
        """End the game running at *place* about another competition, which the bot was about before."""
        sql = """
            UPDATE games SET ended = ?, ending = ?, told = 1
            WHERE chat = ? AND topic = ? AND cup != ? AND ended IS NULL
        """
        self.chats.write(sql, now, Ending.GONE, place.chat, place.topic, self.chats.cup)

    def game(self, game: int) -> Game:
        """The game with this id, which must exist."""
        return game_of(self.chats.rows("SELECT * FROM games WHERE game = ?", game)[0])

    def find(self, game: int) -> Game | None:
        """The game with this id, None when it has been deleted."""
        row = self.chats.row("SELECT * FROM games WHERE game = ?", game)
        return game_of(row) if row else None

    def current(self, place: Place) -> Game | None:
        """The game running at a place, None when there is none."""
        sql = "SELECT * FROM games WHERE chat = ? AND topic = ? AND cup = ? AND ended IS NULL"
        row = self.chats.row(sql, place.chat, place.topic, self.chats.cup)
        return game_of(row) if row else None

    def open_question(self, game: Game) -> AskedQuestion | None:
        """The question of *game* that is open, None between two."""
        asked = self.questions(game.id)
        return asked[-1] if asked and asked[-1].closed is None else None

    def unfinished(self, chat: int | None = None) -> list[Game]:
        """The games that are running or whose table has not been shown, in one *chat* or in all."""
        sql = "SELECT * FROM games WHERE NOT told AND cup = ? AND ? IN (chat, 0) ORDER BY game"
        return [game_of(row) for row in self.chats.rows(sql, self.chats.cup, chat or 0)]

    def questions(self, game: int) -> list[AskedQuestion]:
        """The questions of a game, first to last, without void ones, which may never have been sent."""
        sql = "SELECT * FROM questions WHERE game = ? AND closing IS NOT 'void' ORDER BY number"
        return [question_of(row) for row in self.chats.rows(sql, game)]

    def had(self, game: int) -> list[AskedQuestion]:
        """All questions of a game, first to last, whether sent or not."""
        rows = self.chats.rows("SELECT * FROM questions WHERE game = ? ORDER BY number", game)
        return [question_of(row) for row in rows]

    def times_asked(self, chat: int) -> dict[str, int]:
        """The number of times that each question was asked in a chat, by key."""
        sql = "SELECT key, times FROM asked WHERE cup = ? AND chat = ?"
        return {row["key"]: row["times"] for row in self.chats.rows(sql, self.chats.cup, chat)}

    def tallies(self, chat: int) -> dict[str, tuple[int, int]]:
        """How many users have answered each question in a chat, or in all with
        :data:`store.chats.boards.EVERYWHERE`, and how many were right, by key."""
        sql = 'SELECT key, answered, "right" FROM tallies WHERE cup = ? AND chat = ?'
        rows = self.chats.rows(sql, self.chats.cup, chat)
        return {row["key"]: (row["answered"], row["right"]) for row in rows}

    def ask(self, game: Game, new: NewQuestion, now: float) -> AskedQuestion:
        """Record a question that is about to be sent."""
        sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM questions WHERE game = ?"
        with self.chats.atomic():
            number = self.chats.rows(sql, game.id)[0]["number"]
            values = {
                "game": game.id,
                "number": number,
                "key": new.key,
                "kind": new.kind,
                "edition": new.edition,
                "round": new.round,
                "tie": new.tie,
                "question": new.question,
                "options": json.dumps(list(new.options), ensure_ascii=False),
                "correct": new.correct[0],
                "also": json.dumps(new.correct[1:]),
                "explanation": new.explanation,
                "seconds": game.plan.seconds,
                "shoot_out": int(new.shoot_out),
                "covered": new.covered,
                "asked": now,
            }
            self.chats.insert("questions", values)
            self.chats.write(
                """
                INSERT INTO asked (cup, chat, key, times) VALUES (?, ?, ?, 1)
                ON CONFLICT (cup, chat, key) DO UPDATE SET times = times + 1
                """,
                self.chats.cup,
                game.place.chat,
                new.key,
            )
        return self._question(game.id, number)

    def _question(self, game: int, number: int) -> AskedQuestion:
        sql = "SELECT * FROM questions WHERE game = ? AND number = ?"
        return question_of(self.chats.rows(sql, game, number)[0])

    def withdraw(self, question: AskedQuestion) -> None:
        """Delete a question that was not sent, and do not count it as asked."""
        key = (question.game, question.number)
        with self.chats.atomic():
            self.chats.write("DELETE FROM questions WHERE game = ? AND number = ?", *key)
            self.chats.write(
                """
                UPDATE asked SET times = times - 1
                WHERE cup = ? AND key = ? AND chat = (SELECT chat FROM games WHERE game = ?)
                """,
                self.chats.cup,
                question.key,
                question.game,
            )

    def sent(self, question: AskedQuestion, poll: str, message: int | None, deadline: float) -> None:
        """Record that the question was sent as *poll*, open until *deadline*, and count its stray votes,
        also those on a void question that another one replaced."""
        sql = """
            UPDATE questions SET poll = ?, message = ?, deadline = ?,
                closing = CASE closing WHEN 'void' THEN 'replaced' ELSE closing END
            WHERE game = ? AND number = ?
        """
        with self.chats.atomic():
            # In case the poll was matched to another question by mistake: the sender knows for certain.
            self.chats.write("UPDATE questions SET poll = NULL WHERE poll = ?", poll)
            self.chats.write(sql, poll, message, deadline, question.game, question.number)
            for vote in take_strays(self.chats, poll):
                self.answer(vote)

    def close(self, question: AskedQuestion, closing: Closing, now: float) -> None:
        """Close a question, unless it is closed already."""
        sql = "UPDATE questions SET closed = ?, closing = ? WHERE game = ? AND number = ? AND closed IS NULL"
        self.chats.write(sql, now, closing, question.game, question.number)

    def by_poll(self, poll: str) -> AskedQuestion | None:
        """The question that was sent as *poll*, None when there is none."""
        row = self.chats.row("SELECT * FROM questions WHERE poll = ?", poll)
        return question_of(row) if row else None

    def answer(self, vote: Vote) -> AskedQuestion | None:
        """Count a *vote*; the question it answers, None when it does not count.

        Telegram accepts none once the poll has closed, so one that arrives was in time. It counts while the
        game is running, if it is the first of a user who may answer. Its update is marked as handled in the
        same transaction, so that counting is idempotent.

        :raises sqlite3.Error: when it cannot be stored.
        """
        question = self.by_poll(vote.poll)
        if question is None or question.deadline is None:
            return None
        game = self.game(question.game)
        if game.ended is not None or not may_answer(self.chats, game, question, vote.person.id):
            return None
        right = vote.options == question.correct
        with self.chats.atomic():
            remember(self.chats, vote.person)
            place = right_answers(self.chats, question) + 1
            streak = 0 if question.shoot_out else streak_before(self.chats, question, vote.person.id) + 1
            try:
                self.chats.insert(
                    "answers",
                    {
                        "game": question.game,
                        "number": question.number,
                        "user": vote.person.id,
                        "option": vote.options[0],
                        "also": json.dumps(vote.options[1:]),
                        "right": int(right),
                        "points": points_for(place, streak) if right else 0,
                        "at": vote.at,
                    },
                )
            except sqlite3.IntegrityError:
                return None
            if not game.plan.mode.is_own:
                self._tally(question, right=right)
            if game.plan.mode is Mode.TEAMS:
                take_side(self.chats, game.id, vote.person.id)
            if vote.update is not None:
                handled_with(self.chats, vote.update)
        return question

    def _tally(self, question: AskedQuestion, *, right: bool) -> None:
        """Count an answer to *question* in its chat and in all, of nobody in particular."""
        self.chats.each(
            """
            INSERT INTO tallies
            SELECT cup, CASE WHEN ? THEN chat ELSE ? END, ?, 1, ? FROM games WHERE game = ?
            ON CONFLICT (cup, chat, key) DO UPDATE SET answered = answered + 1,
                "right" = "right" + excluded."right"
            """,
            ((here, EVERYWHERE, question.key, int(right), question.game) for here in (1, 0)),
        )

    def skip(self, question: AskedQuestion, user: int, now: float, needed: int = SKIPS) -> int:
        """Record a player's wish to skip a question, which is skipped once so many players as are *needed*
        want to; the number of these, 0 when the player had asked before."""
        values = (question.game, question.number, user)
        with self.chats.atomic():
            if not self.chats.write("INSERT OR IGNORE INTO skips VALUES (?, ?, ?)", *values):
                return 0
            sql = "SELECT COUNT(*) AS number FROM skips WHERE game = ? AND number = ?"
            number = int(self.chats.rows(sql, question.game, question.number)[0]["number"])
            if number >= needed:
                self.skip_now(question, now)
        return number

    def skip_now(self, question: AskedQuestion, now: float) -> None:
        """Mark a question as skipped, unless it is already."""
        sql = "UPDATE questions SET skipped = ? WHERE game = ? AND number = ? AND skipped IS NULL"
        self.chats.write(sql, now, question.game, question.number)

    def want_stop(self, game: Game, user: int, now: float, active: Collection[int], needed: int) -> int:
        """Record a player's wish to end a game, which is stopped once so many of the *active* players as are
        *needed* want to; the number of these, 0 when the player had asked before and it is not enough."""
        with self.chats.atomic():
            new = self.chats.write("INSERT OR IGNORE INTO stops VALUES (?, ?)", game.id, user)
            rows = self.chats.rows("SELECT user FROM stops WHERE game = ?", game.id)
            number = sum(row["user"] in active for row in rows)
            if number >= needed:
                self.stop(game, now)
                return number
        return number if new else 0

    def stop(self, game: Game, now: float) -> None:
        """Record that a user stopped a game, unless it was stopped already."""
        self.chats.write("UPDATE games SET stopped = ? WHERE game = ? AND stopped IS NULL", now, game.id)

    def finish(self, game: Game, ending: Ending, now: float, *, told: bool = False) -> None:
        """Record the end of a game and its standings; *told* when there is no chat to show them to."""
        with self.chats.atomic():
            sql = "UPDATE games SET ended = ?, ending = ?, told = ? WHERE game = ? AND ended IS NULL"
            if not self.chats.write(sql, now, ending, int(told), game.id):
                return
            standings = table(self.chats, game.id, counts=ending.counts)
            if not game.plan.mode.is_own:  # whose points are for the night
                add_to_totals(self.chats, self.chats.cup, self.game(game.id).place.chat, standings)
            for row in standings:
                values = {
                    "game": game.id,
                    "user": row.user,
                    "place": row.place,
                    "points": row.points,
                    "right": row.right,
                    "answered": row.answered,
                    "streak": row.streak,
                    "won": int(row.won),
                }
                self.chats.insert("standings", values)

    def told(self, game: Game) -> None:
        """Record that the table has been shown in the chat."""
        self.chats.write("UPDATE games SET told = 1 WHERE game = ?", game.id)
