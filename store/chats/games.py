"""Games of trivia: what is recorded of each, from its start to its table.

Everything stands here before the chat is told of it, so that a game goes on after a crash from
where it was. Times are seconds since 1970; a user's id is positive.
"""

import json
import sqlite3

from store.chats.boards import add_to_totals
from store.chats.database import Chats
from store.chats.inbox import handled_with
from store.chats.models import (
    AskedQuestion,
    Closing,
    Ending,
    Game,
    GameOn,
    NewQuestion,
    Person,
    Place,
    Plan,
    Vote,
)
from store.chats.people import remember
from store.chats.points import points_for
from store.chats.scores import level, right_answers, streak_before, table
from store.rows import Row

IDLE = 2  # questions in a row without an answer that end a game
SKIPS = 3  # players who together skip a question


class Games:
    """The games of *chats*."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def start(self, place: Place, plan: Plan, starter: int | None, now: float) -> Game:
        """A new game.

        :raises GameOn: when one is on there.
        """
        values = {
            "cup": self._chats.cup,
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
            with self._chats.atomic():
                self._end_others(place, now)
                return self.game(self._chats.insert("games", values))
        except sqlite3.IntegrityError:
            raise GameOn from None

    def _end_others(self, place: Place, now: float) -> None:
        """End a game about another competition that was on here before the program was about this one."""
        sql = """
            UPDATE games SET ended = ?, ending = ?, told = 1
            WHERE chat = ? AND topic = ? AND cup != ? AND ended IS NULL
        """
        self._chats.write(sql, now, Ending.GONE, place.chat, place.topic, self._chats.cup)

    def game(self, game: int) -> Game:
        """The game with this id, which there must be."""
        return _game_of(self._chats.rows("SELECT * FROM games WHERE game = ?", game)[0])

    def find(self, game: int) -> Game | None:
        """The game with this id, None when it has been deleted."""
        row = self._chats.row("SELECT * FROM games WHERE game = ?", game)
        return _game_of(row) if row else None

    def current(self, place: Place) -> Game | None:
        """The game that is on at a place, None when there is none."""
        sql = "SELECT * FROM games WHERE chat = ? AND topic = ? AND cup = ? AND ended IS NULL"
        row = self._chats.row(sql, place.chat, place.topic, self._chats.cup)
        return _game_of(row) if row else None

    def unfinished(self, chat: int | None = None) -> list[Game]:
        """The games that are on or of which the table has not been shown, of one *chat* or of all."""
        sql = "SELECT * FROM games WHERE NOT told AND cup = ? AND ? IN (chat, 0) ORDER BY game"
        return [_game_of(row) for row in self._chats.rows(sql, self._chats.cup, chat or 0)]

    def questions(self, game: int) -> list[AskedQuestion]:
        """What has been asked, first to last, without what may never have been sent."""
        sql = "SELECT * FROM questions WHERE game = ? AND closing IS NOT 'void' ORDER BY number"
        return [_question_of(row) for row in self._chats.rows(sql, game)]

    def had(self, game: int) -> dict[str, str]:
        """What every question of a game cites, by its key, whether it was sent or not."""
        rows = self._chats.rows("SELECT key, cites FROM questions WHERE game = ?", game)
        return {row["key"]: row["cites"] for row in rows}

    def times_asked(self, chat: int) -> dict[str, int]:
        """How often each question was asked in a chat, by key."""
        sql = "SELECT key, times FROM asked WHERE cup = ? AND chat = ?"
        return {row["key"]: row["times"] for row in self._chats.rows(sql, self._chats.cup, chat)}

    def ask(self, game: Game, new: NewQuestion, now: float) -> AskedQuestion:
        """Record that a question is about to be sent."""
        sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM questions WHERE game = ?"
        with self._chats.atomic():
            number = self._chats.rows(sql, game.id)[0]["number"]
            values = {
                "game": game.id,
                "number": number,
                "key": new.key,
                "cites": new.cites,
                "question": new.question,
                "options": json.dumps(list(new.options), ensure_ascii=False),
                "correct": new.correct,
                "explanation": new.explanation,
                "seconds": game.plan.seconds,
                "shoot_out": int(new.shoot_out),
                "asked": now,
            }
            self._chats.insert("questions", values)
            self._chats.write(
                """
                INSERT INTO asked (cup, chat, key, times) VALUES (?, ?, ?, 1)
                ON CONFLICT (cup, chat, key) DO UPDATE SET times = times + 1
                """,
                self._chats.cup,
                game.place.chat,
                new.key,
            )
        return self._question(game.id, number)

    def _question(self, game: int, number: int) -> AskedQuestion:
        sql = "SELECT * FROM questions WHERE game = ? AND number = ?"
        return _question_of(self._chats.rows(sql, game, number)[0])

    def withdraw(self, question: AskedQuestion) -> None:
        """Forget a question that was not sent."""
        key = (question.game, question.number)
        with self._chats.atomic():
            self._chats.write("DELETE FROM questions WHERE game = ? AND number = ?", *key)
            self._chats.write(
                """
                UPDATE asked SET times = times - 1
                WHERE cup = ? AND key = ? AND chat = (SELECT chat FROM games WHERE game = ?)
                """,
                self._chats.cup,
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
        with self._chats.atomic():
            self._chats.write(sql, poll, message, deadline, question.game, question.number)
            for vote in self._take_strays(poll):
                self.answer(vote)

    def not_after(self, now: float) -> None:
        """Let nothing of the games that are on be later than *now* or due later than that allows: the clock
        may have been ahead when it was written down."""
        on = "game IN (SELECT game FROM games WHERE ended IS NULL)"
        with self._chats.atomic():
            self._chats.write("UPDATE games SET began = ? WHERE began > ? AND ended IS NULL", now, now)
            self._chats.write(f"UPDATE questions SET closed = ? WHERE closed > ? AND {on}", now, now)  # noqa: S608
            self._chats.write(
                f"UPDATE questions SET deadline = ? + seconds "  # noqa: S608
                f"WHERE deadline > ? + seconds AND closed IS NULL AND {on}",
                now,
                now,
            )

    def voids_before(self, question: AskedQuestion) -> list[AskedQuestion]:
        """The questions that were given up just before *question*, of which no poll is known."""
        sql = """
            SELECT * FROM questions WHERE game = ? AND closing = 'void' AND poll IS NULL AND number < ?
                AND number > (
                    SELECT COALESCE(MAX(number), 0) FROM questions
                    WHERE game = ? AND number < ? AND closing IS NOT 'void'
                )
        """
        key = (question.game, question.number)
        return [_question_of(row) for row in self._chats.rows(sql, *key, *key)]

    def message_before(self, chat: int, message: int) -> int:
        """The latest message in a chat before *message* that is known to be a question, 0 for none."""
        sql = """
            SELECT COALESCE(MAX(message), 0) AS message FROM questions JOIN games USING (game)
            WHERE chat = ? AND message < ?
        """
        return int(self._chats.rows(sql, chat, message)[0]["message"])

    def close(self, question: AskedQuestion, closing: Closing, now: float) -> None:
        """Close a question, unless it is closed."""
        sql = """
            UPDATE questions SET closed = ?, closing = ?
            WHERE game = ? AND number = ? AND closed IS NULL
        """
        self._chats.write(sql, now, closing, question.game, question.number)

    def by_poll(self, poll: str) -> AskedQuestion | None:
        """The question that was asked as *poll*, None when it is none of ours."""
        row = self._chats.row("SELECT * FROM questions WHERE poll = ?", poll)
        return _question_of(row) if row else None

    def in_doubt(self) -> list[AskedQuestion]:
        """The questions of games that are on of which it is not known whether they were sent."""
        sql = """
            SELECT q.* FROM questions q JOIN games g USING (game)
            WHERE q.poll IS NULL AND g.ended IS NULL ORDER BY game, number
        """
        return [_question_of(row) for row in self._chats.rows(sql)]

    def set_aside(self, vote: Vote) -> None:
        """Keep an answer to a poll that may turn out to be ours."""
        sql = "INSERT OR IGNORE INTO strays VALUES (?, ?, ?, ?, ?)"
        with self._chats.atomic():
            self._chats.write(sql, vote.poll, vote.person.id, vote.person.name, vote.option, vote.at)
            if vote.update is not None:
                handled_with(self._chats, vote.update)

    def _take_strays(self, poll: str) -> list[Vote]:
        """The answers set aside for *poll*, in the order in which they came; they are no longer kept."""
        rows = self._chats.rows("SELECT * FROM strays WHERE poll = ? ORDER BY rowid", poll)
        self._chats.write("DELETE FROM strays WHERE poll = ?", poll)
        return [Vote(poll, Person(row["user"], row["name"]), row["option"], row["at"]) for row in rows]

    def drop_strays(self) -> None:
        """Forget the answers to polls that are nobody's, unless one of them may still turn out to be ours."""
        if not self.in_doubt():
            self._chats.write("DELETE FROM strays")

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
        if question.shoot_out and vote.person.id not in level(self._chats, question.game):
            return None
        right = vote.option == question.correct
        with self._chats.atomic():
            remember(self._chats, vote.person)
            place = right_answers(self._chats, question) + 1
            streak = 0 if question.shoot_out else streak_before(self._chats, question, vote.person.id) + 1
            try:
                self._chats.insert(
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
                handled_with(self._chats, vote.update)
        return question

    def skip(self, question: AskedQuestion, user: int, now: float) -> int:
        """Record that a player wants to skip a question, and that it is skipped once :data:`SKIPS` do; how
        many do, 0 if that player had said so before."""
        values = (question.game, question.number, user)
        with self._chats.atomic():
            if not self._chats.write("INSERT OR IGNORE INTO skips VALUES (?, ?, ?)", *values):
                return 0
            sql = "SELECT COUNT(*) AS number FROM skips WHERE game = ? AND number = ?"
            number = int(self._chats.rows(sql, question.game, question.number)[0]["number"])
            if number >= SKIPS:
                self.skip_now(question, now)
        return number

    def skip_now(self, question: AskedQuestion, now: float) -> None:
        """Record that the next question is wanted."""
        sql = "UPDATE questions SET skipped = ? WHERE game = ? AND number = ? AND skipped IS NULL"
        self._chats.write(sql, now, question.game, question.number)

    def stop(self, game: Game, now: float) -> None:
        """Record that somebody ended a game early."""
        self._chats.write("UPDATE games SET stopped = ? WHERE game = ? AND stopped IS NULL", now, game.id)

    def finish(self, game: Game, ending: Ending, now: float, *, told: bool = False) -> None:
        """Record the end of a game and its table; *told* when there is nobody to show it to."""
        with self._chats.atomic():
            sql = "UPDATE games SET ended = ?, ending = ?, told = ? WHERE game = ? AND ended IS NULL"
            if not self._chats.write(sql, now, ending, int(told), game.id):
                return
            standings = table(self._chats, game.id, counts=ending.counts)
            add_to_totals(self._chats, self._chats.cup, self.game(game.id).place.chat, standings)
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
                self._chats.insert("standings", values)

    def told(self, game: Game) -> None:
        """Record that the chat has been shown the table."""
        self._chats.write("UPDATE games SET told = 1 WHERE game = ?", game.id)


def _game_of(row: Row) -> Game:
    return Game(
        id=row["game"],
        place=Place(row["chat"], row["topic"], bool(row["private"])),
        plan=Plan(row["questions"], row["seconds"], row["difficulty"], row["edition"]),
        starter=row["starter"],
        began=row["began"],
        stopped=row["stopped"],
        ended=row["ended"],
        ending=Ending(row["ending"]) if row["ending"] else None,
        told=bool(row["told"]),
    )


def _question_of(row: Row) -> AskedQuestion:
    return AskedQuestion(
        **{
            **row,
            "options": tuple(json.loads(row["options"])),
            "shoot_out": bool(row["shoot_out"]),
            "closing": Closing(row["closing"]) if row["closing"] else None,
        }
    )
