"""Games of trivia: what is recorded of each, from its start to its table.

Everything stands here before the chat is told of it, so that a game goes on after a crash from
where it was. Times are seconds since 1970; a user's id is positive.
"""

import json
import sqlite3

from store.chats.boards import add_to_totals
from store.chats.database import Chats
from store.chats.doubts import take_strays
from store.chats.inbox import handled_with
from store.chats.models import AskedQuestion, Closing, Ending, Game, GameOn, NewQuestion, Place, Plan, Vote
from store.chats.people import remember
from store.chats.points import points_for
from store.chats.rows import game_of, question_of
from store.chats.scores import level, right_answers, streak_before, table

IDLE = 2  # questions in a row without an answer that end a game
SKIPS = 3  # players who together skip a question


class Games:
    """The games of *chats*."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats

    def start(self, place: Place, plan: Plan, starter: int | None, now: float) -> Game:
        """A new game.

        :raises GameOn: when one is on there.
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
            "began": now,
        }
        try:
            with self.chats.atomic():
                self._end_others(place, now)
                return self.game(self.chats.insert("games", values))
        except sqlite3.IntegrityError:
            raise GameOn from None

    def _end_others(self, place: Place, now: float) -> None:
        """End a game about another competition that was on here before the program was about this one."""
        sql = """
            UPDATE games SET ended = ?, ending = ?, told = 1
            WHERE chat = ? AND topic = ? AND cup != ? AND ended IS NULL
        """
        self.chats.write(sql, now, Ending.GONE, place.chat, place.topic, self.chats.cup)

    def game(self, game: int) -> Game:
        """The game with this id, which there must be."""
        return game_of(self.chats.rows("SELECT * FROM games WHERE game = ?", game)[0])

    def find(self, game: int) -> Game | None:
        """The game with this id, None when it has been deleted."""
        row = self.chats.row("SELECT * FROM games WHERE game = ?", game)
        return game_of(row) if row else None

    def current(self, place: Place) -> Game | None:
        """The game that is on at a place, None when there is none."""
        sql = "SELECT * FROM games WHERE chat = ? AND topic = ? AND cup = ? AND ended IS NULL"
        row = self.chats.row(sql, place.chat, place.topic, self.chats.cup)
        return game_of(row) if row else None

    def unfinished(self, chat: int | None = None) -> list[Game]:
        """The games that are on or of which the table has not been shown, of one *chat* or of all."""
        sql = "SELECT * FROM games WHERE NOT told AND cup = ? AND ? IN (chat, 0) ORDER BY game"
        return [game_of(row) for row in self.chats.rows(sql, self.chats.cup, chat or 0)]

    def questions(self, game: int) -> list[AskedQuestion]:
        """What has been asked, first to last, without what may never have been sent."""
        sql = "SELECT * FROM questions WHERE game = ? AND closing IS NOT 'void' ORDER BY number"
        return [question_of(row) for row in self.chats.rows(sql, game)]

    def had(self, game: int) -> list[AskedQuestion]:
        """Every question of a game, first to last, whether it was sent or not."""
        rows = self.chats.rows("SELECT * FROM questions WHERE game = ? ORDER BY number", game)
        return [question_of(row) for row in rows]

    def times_asked(self, chat: int) -> dict[str, int]:
        """How often each question was asked in a chat, by key."""
        sql = "SELECT key, times FROM asked WHERE cup = ? AND chat = ?"
        return {row["key"]: row["times"] for row in self.chats.rows(sql, self.chats.cup, chat)}

    def ask(self, game: Game, new: NewQuestion, now: float) -> AskedQuestion:
        """Record that a question is about to be sent."""
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
                "correct": new.correct,
                "explanation": new.explanation,
                "seconds": game.plan.seconds,
                "shoot_out": int(new.shoot_out),
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
        """Forget a question that was not sent."""
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
        """Record that the chat has the question as *poll*, open until *deadline*, and count the answers
        that came before that was known. Of one that was given up and replaced they count too."""
        sql = """
            UPDATE questions SET poll = ?, message = ?, deadline = ?,
                closing = CASE closing WHEN 'void' THEN 'replaced' ELSE closing END
            WHERE game = ? AND number = ?
        """
        with self.chats.atomic():
            # Should it have been taken for another's: whoever sent it knows.
            self.chats.write("UPDATE questions SET poll = NULL WHERE poll = ?", poll)
            self.chats.write(sql, poll, message, deadline, question.game, question.number)
            for vote in take_strays(self.chats, poll):
                self.answer(vote)

    def close(self, question: AskedQuestion, closing: Closing, now: float) -> None:
        """Close a question, unless it is closed."""
        sql = """
            UPDATE questions SET closed = ?, closing = ?
            WHERE game = ? AND number = ? AND closed IS NULL
        """
        self.chats.write(sql, now, closing, question.game, question.number)

    def by_poll(self, poll: str) -> AskedQuestion | None:
        """The question that was asked as *poll*, None when it is none of ours."""
        row = self.chats.row("SELECT * FROM questions WHERE poll = ?", poll)
        return question_of(row) if row else None

    def answer(self, vote: Vote) -> AskedQuestion | None:
        """Count a *vote*; the question it answers, None when it does not count.

        Telegram takes none once the poll has closed, so one that arrives was in time. It counts while the
        game is on, when it is the first of that user. In a shoot-out only those who are level at the top
        answer. The update that brought it is noted as handled with it, so that it counts once however often
        it comes.

        :raises sqlite3.Error: when it cannot be written down.
        """
        question = self.by_poll(vote.poll)
        if question is None or question.deadline is None or self.game(question.game).ended is not None:
            return None
        if question.shoot_out and vote.person.id not in level(self.chats, question.game):
            return None
        right = vote.option == question.correct
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
                        "option": vote.option,
                        "right": int(right),
                        "points": points_for(place, streak) if right else 0,
                        "at": vote.at,
                    },
                )
            except sqlite3.IntegrityError:
                return None
            if vote.update is not None:
                handled_with(self.chats, vote.update)
        return question

    def skip(self, question: AskedQuestion, user: int, now: float) -> int:
        """Record that a player wants to skip a question, and that it is skipped once :data:`SKIPS` do; how
        many do, 0 if that player had said so before."""
        values = (question.game, question.number, user)
        with self.chats.atomic():
            if not self.chats.write("INSERT OR IGNORE INTO skips VALUES (?, ?, ?)", *values):
                return 0
            sql = "SELECT COUNT(*) AS number FROM skips WHERE game = ? AND number = ?"
            number = int(self.chats.rows(sql, question.game, question.number)[0]["number"])
            if number >= SKIPS:
                self.skip_now(question, now)
        return number

    def skip_now(self, question: AskedQuestion, now: float) -> None:
        """Record that the next question is wanted."""
        sql = "UPDATE questions SET skipped = ? WHERE game = ? AND number = ? AND skipped IS NULL"
        self.chats.write(sql, now, question.game, question.number)

    def stop(self, game: Game, now: float) -> None:
        """Record that somebody ended a game early."""
        self.chats.write("UPDATE games SET stopped = ? WHERE game = ? AND stopped IS NULL", now, game.id)

    def finish(self, game: Game, ending: Ending, now: float, *, told: bool = False) -> None:
        """Record the end of a game and its table; *told* when there is nobody to show it to."""
        with self.chats.atomic():
            sql = "UPDATE games SET ended = ?, ending = ?, told = ? WHERE game = ? AND ended IS NULL"
            if not self.chats.write(sql, now, ending, int(told), game.id):
                return
            standings = table(self.chats, game.id, counts=ending.counts)
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
        """Record that the chat has been shown the table."""
        self.chats.write("UPDATE games SET told = 1 WHERE game = ?", game.id)
