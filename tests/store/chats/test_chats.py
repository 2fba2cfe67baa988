"""The file that holds what chats did."""

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from store.chats.backup import back_up
from store.chats.boards import Span
from store.chats.database import Chats, ChatsUnusable
from store.chats.games import Games
from store.chats.inbox import Inbox
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
from store.chats.people import forget, move_chat
from store.chats.points import Standing, best_streak, placed, points_for

HERE = Place(-1)


def new(number: int) -> NewQuestion:
    cited = ("winner", "1993", 1, number)
    return NewQuestion(f"key{number}", *cited, f"Question {number}?", ("a", "b"), (1,), "Because.")


def asked(games: Games, game: Game, number: int = 1, now: float = 100.0) -> AskedQuestion:
    question = games.ask(game, new(number), now)
    games.sent(question, f"poll{game.id}.{number}", number, now + 20)
    return question


def test_a_file_is_made_kept_and_copied(tmp_path: Path) -> None:
    path = tmp_path / "data" / "chats.db"
    with closing(Chats.open(path)) as chats:
        game = Games(chats).start(HERE, Plan(), 11, 1.0)
        assert chats.rows("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
        assert chats.rows("PRAGMA synchronous") == [{"synchronous": 2}]
        assert chats.rows("PRAGMA foreign_keys") == [{"foreign_keys": 1}]
        back_up(path, tmp_path / "copy.db")
    for file in (path, tmp_path / "copy.db"):
        with closing(Chats.open(file)) as chats:
            assert Games(chats).game(game.id) == game
    assert {table.name for table in Database(path).tables} >= {"games", "answers", "people"}


@pytest.mark.parametrize(
    "content", [b"this is no database, however long it may be" * 100, b"SQLite format 3\0" * 200]
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "chats.db"
    path.write_bytes(content)
    with pytest.raises(ChatsUnusable, match=r"cannot use .*chats\.db: .*left as it is"):
        Chats.open(path)
    assert path.read_bytes() == content


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ChatsUnusable, match="cannot open"):
        Chats.open(tmp_path / "file" / "chats.db")


def test_what_fails_halfway_is_not_kept() -> None:
    chats = Chats.in_memory()

    def fail() -> None:
        with chats.atomic():
            chats.write("INSERT INTO people VALUES (1, 'One')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert chats.rows("SELECT * FROM people") == []


def test_one_game_in_a_place() -> None:
    games = Games(Chats.in_memory())
    first = games.start(HERE, Plan(), None, 1.0)
    with pytest.raises(GameOn):
        games.start(HERE, Plan(), None, 2.0)
    other = games.start(Place(-1, topic=5), Plan(), None, 2.0)
    games.finish(first, Ending.STOPPED, 3.0)
    again = games.start(HERE, Plan(3, 30, "hard", "1993"), 11, 4.0)
    assert games.current(HERE) == again
    assert again.plan == Plan(3, 30, "hard", "1993")
    assert [game.id for game in games.unfinished()] == [first.id, other.id, again.id]


def test_votes_count_whenever_they_arrive_while_the_game_is_on() -> None:
    games = Games(Chats.in_memory())
    game = games.start(HERE, Plan(), None, 1.0)
    asked(games, game)
    assert games.answer(Vote("poll1.1", Person(11, "P"), (1,), 119.0))
    assert games.answer(Vote("poll1.1", Person(12, "P"), (1,), 100_000.0))
    games.finish(game, Ending.PLAYED, 100_001.0)
    assert games.answer(Vote("poll1.1", Person(13, "P"), (1,), 100_002.0)) is None


def test_a_vote_that_comes_again_counts_once_though_who_gave_it_was_forgotten() -> None:
    chats = Chats.in_memory()
    games, inbox = Games(chats), Inbox(chats)
    asked(games, games.start(HERE, Plan(), None, 1.0))
    inbox.write([(7, "{}")])
    assert games.answer(Vote("poll1.1", Person(11, "P"), (1,), 119.0, 7))
    assert (inbox.waiting(), inbox.handled()) == ([], [7])
    forget(chats, 11)
    assert (inbox.waiting(), inbox.handled()) == ([], [7])


def test_votes_on_a_question_closed_early() -> None:
    games = Games(Chats.in_memory())
    game = games.start(HERE, Plan(), None, 1.0)
    question = asked(games, game)
    games.close(question, Closing.SKIPPED, 105.0)
    games.close(question, Closing.TIME, 120.0)  # it is closed already
    assert games.answer(Vote("poll1.1", Person(11, "P"), (1,), 107.0))
    assert games.answer(Vote("poll1.1", Person(12, "P"), (1,), 125.0))  # the chat took it before
    assert [question.closing for question in games.questions(game.id)] == [Closing.SKIPPED]


def test_no_vote_counts_once_the_game_has_ended() -> None:
    games = Games(Chats.in_memory())
    game = games.start(HERE, Plan(), None, 1.0)
    asked(games, game)
    games.finish(game, Ending.PLAYED, 101.0)
    assert games.answer(Vote("poll1.1", Person(11, "P"), (1,), 101.0)) is None


def test_a_chat_that_moves_into_one_that_plays() -> None:
    chats = Chats.in_memory()
    games = Games(chats)
    for chat in (-5, -1001):
        asked(games, games.start(Place(chat), Plan(), None, 1.0))
    move_chat(chats, -5, -1001)
    assert games.times_asked(-1001) == {"key1": 2}
    assert games.times_asked(-5) == {}
    assert [game.place.chat for game in games.unfinished()] == [-1001]
    assert [row["chat"] for row in chats.rows("SELECT chat FROM games")] == [-1001, -1001]


@pytest.mark.parametrize(
    ("place", "streak", "points"), [(1, 1, 15), (2, 2, 13), (3, 3, 13), (4, 3, 12), (9, 1, 10), (1, 10, 17)]
)
def test_points(place: int, streak: int, points: int) -> None:
    assert points_for(place, streak) == points


@pytest.mark.parametrize(
    ("answers", "best"),
    [([], 0), ([True, True, False, True], 2), ([True, None, True], 2), ([None], 0), ([False, None, True], 1)],
)
def test_best_streak(answers: list[bool | None], best: int) -> None:
    assert best_streak(answers) == best


def test_places() -> None:
    rows = [Standing(user, points, 1, 1, 1) for user, points in ((1, 10), (2, 15), (3, 15), (4, 0))]
    shown = placed(rows, counts=True)
    assert [(row.user, row.place, row.won) for row in shown] == [
        (2, 1, True),
        (3, 1, True),
        (1, 3, False),
        (4, 4, False),
    ]
    assert not any(row.won for row in placed(rows, counts=False))
    assert not any(row.won for row in placed(rows[:1], counts=True))
    assert not any(row.won for row in placed([rows[3], Standing(5, 0, 0, 1, 0)], counts=True))


def test_spans_begin_at_midnight_of_the_time_zone() -> None:
    zone = ZoneInfo("Asia/Almaty")
    now = 1785265200.0  # 28 July 2026, 19:00 UTC: 29 July, 00:00 in Almaty
    assert [span.since(now, zone) for span in Span] == [1785092400.0, 1782846000.0, None]
