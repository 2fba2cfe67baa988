"""The file itself: of an earlier version, of a later one, damaged, of several cups, over the years."""

import json
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.chats.boards import EVERYWHERE, KEPT, board, prune, reset_board, row_of
from store.chats.database import Chats, ChatsUnusable, check, may_pass
from store.chats.doubts import in_doubt
from store.chats.games import Games
from store.chats.inbox import Inbox
from store.chats.models import Closing, Ending, GameOn, NewQuestion, Person, Place, Plan, Vote
from store.chats.people import choose_language, forget, language_of, move_chat, take_language
from store.cup.labels import Label
from store.trivia.question import Difficulty, Kind, Question

OLD = Path(__file__).parent / "chats_0_1_0.db"  # as version 0.1.0 wrote it before there were cups
YEARS = (1991, 1992, 1993)
NOW = 1_786_172_400.0  # when that was
GROUP, FORUM, PRIVATE = -1001, -1002, 11
BOARDS = {
    GROUP: [(11, 60, 2, 1, 4, 5, 3), (12, 60, 2, 1, 4, 5, 3), (13, 13, 1, 0, 1, 1, 1)],
    FORUM: [(14, 45, 1, 1, 3, 3, 3), (11, 28, 1, 0, 2, 2, 1)],
    PRIVATE: [(11, 30, 1, 0, 2, 3, 1)],
    EVERYWHERE: [
        (11, 118, 4, 1, 8, 10, 3),
        (12, 90, 3, 2, 6, 7, 3),
        (14, 45, 1, 1, 3, 3, 3),
        (13, 28, 2, 0, 2, 2, 1),
    ],
}


def shown(chats: Chats, chat: int, since: float | None = None) -> list[tuple[int, ...]]:
    return [
        (row.user, row.points, row.games, row.wins, row.right, row.answered, row.streak)
        for row in board(chats, chat, since)
    ]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "chats.db"))


def new_question(key: str, text: str) -> NewQuestion:
    return NewQuestion(key, "winner", "1993", None, None, text, ("a", "b"), (1,), "Because.")


def play(chats: Chats, chat: int, rights: dict[int, int], began: float, key: str = "k") -> None:
    """A game in which each user gave so many right answers to three questions."""
    games = Games(chats)
    game = games.start(Place(chat, private=chat > 0), Plan(3), None, began)
    for number in range(3):
        new = new_question(f"{key}{number}", f"Question {number}?")
        asked = games.ask(game, new, began + number)
        games.sent(asked, f"poll{game.id}.{number}", number, began + number + 1)
        for user, right in rights.items():
            games.answer(
                Vote(f"poll{game.id}.{number}", Person(user, f"P{user}"), (int(number < right),), began)
            )
        games.close(games.questions(game.id)[-1], Closing.TIME, began + number + 1)
    games.finish(games.game(game.id), Ending.PLAYED, began + 10)
    games.told(games.game(game.id))


def test_a_file_of_an_earlier_version_keeps_its_boards(old: Path) -> None:
    with closing(Chats.open(old, "Kazakhstan Cup")) as chats:
        assert {chat: shown(chats, chat) for chat in BOARDS} == BOARDS
        assert shown(chats, GROUP, NOW - 50 * 86_400) == [(12, 47, 1, 1, 3, 3, 3), (11, 13, 1, 0, 1, 2, 1)]
        row, of = row_of(chats, EVERYWHERE, 12)
        assert (row and (row.place, row.points, row.name), of) == ((2, 90, "P12"), 4)
        keys = {Question(Kind.WINNER, Difficulty.EASY, (), (), Label(year, year)).key for year in YEARS}
        assert Games(chats).times_asked(FORUM) == dict.fromkeys(keys, 1)


def test_its_questions_get_columns_for_what_they_ask(old: Path) -> None:
    final = {"club": "Kairat | a=b", "player": "Volgin", "round": "Final"}
    asked = Question(Kind.KNOCKED_OUT_BY, Difficulty.EASY, (), (), Label(1996, 1997), about=final)
    edited(
        old,
        "UPDATE questions SET cites = '1996-97.3.12',"
        " key = 'knocked-out-by|1996-97|club=Kairat | a=b|man=Volgin|round=Final'"
        " WHERE key = 'winner|1992'",
        "UPDATE questions SET key = 'shoot-out||round=Final', cites = '' WHERE key = 'winner|1993'",
    )
    with closing(Chats.open(old, "Kazakhstan Cup")) as chats:
        columns = ("key", "kind", "edition", "round", "tie")
        rows = chats.rows("SELECT * FROM questions WHERE game = 1 ORDER BY number")
        first, second, third = (tuple(row[column] for column in columns) for row in rows[:3])
    assert first[1:] == ("winner", "1991", None, None)
    assert second == (asked.key, "knocked out by", "1996-97", 3, 12)
    assert third[1:] == ("shoot-out", None, None, None)


def test_its_games_and_what_waits_go_on(old: Path) -> None:
    with closing(Chats.open(old, "Kazakhstan Cup")) as chats:
        games = Games(chats)
        untold, on, doubted = games.unfinished()
        assert (untold.ending, on.ended, doubted.plan) == (Ending.PLAYED, None, Plan(5, 30, "easy", "1993"))
        (waiting,) = Inbox(chats).waiting()
        vote = json.loads(waiting.content)["poll_answer"]
        assert games.answer(Vote(vote["poll_id"], Person(12, "P12"), (2,), NOW, waiting.id))
        assert games.answer(Vote("poll-open", Person(13, "P13"), (2,), NOW)) is None  # he has answered
        assert Inbox(chats).waiting() == []
        (question,) = in_doubt(chats)
        games.sent(question, "poll-stray", 5, NOW)
        assert chats.rows("SELECT user FROM answers WHERE game = ?", doubted.id) == [{"user": 15}]


def test_a_copy_of_it_is_whole(old: Path) -> None:
    check(old)
    Chats.open(old, "Kazakhstan Cup").close()
    check(old)


def edited(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


LATER = (
    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kubok-chats', 'tomorrow', '')"
)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: edited(path, LATER), "was used by a later version of Kubok (tomorrow)"),
        (
            lambda path: edited(path, "ALTER TABLE games RENAME COLUMN starter TO beginner"),
            "lacks games.starter",
        ),
        (lambda path: edited(path, "DROP TABLE strays"), "lacks strays."),
        (lambda path: path.write_bytes(b"no database" * 1000), "file is not a database"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "chats.db"),
        (lambda path: spoil(path, 4096 * 3, 4096), "chats.db"),
        (lambda path: spoil(path, 4096 * 7 + 100, 2000), "chats.db"),
    ],
)
def test_a_file_that_cannot_be_used_is_left_as_it_is(
    old: Path, damage: Callable[[Path], object], said: str
) -> None:
    Chats.open(old, "Kazakhstan Cup").close()
    damage(old)
    before = old.read_bytes()
    with pytest.raises(ChatsUnusable) as refused:
        Chats.open(old, "Kazakhstan Cup")
    assert said in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert old.read_bytes() == before


def spoil(path: Path, start: int, length: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + length] = random.Random(1).randbytes(length)
    path.write_bytes(data)


def test_a_file_that_somebody_writes_is_not_called_damaged(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ChatsUnusable) as refused:
            Chats.open(old, "Kazakhstan Cup", busy=0.05)
    assert str(refused.value) == f"cannot write {old}: database is locked; start again when it can be"


def test_a_game_whose_table_is_still_to_be_shown_stays_on_an_emptied_board(old: Path) -> None:
    with closing(Chats.open(old, "Kazakhstan Cup")) as chats:
        before = shown(chats, -1003)
        reset_board(chats, -1003)
        assert shown(chats, -1003) == before != []
        assert shown(chats, EVERYWHERE) == BOARDS[EVERYWHERE]


def test_who_sent_a_poll_knows_whose_it_is() -> None:
    chats = Chats.in_memory()
    games = Games(chats)
    new = new_question("k", "The same?")
    asked = [games.ask(games.start(Place(chat), Plan(1), None, 1.0), new, 2.0) for chat in (GROUP, FORUM)]
    games.sent(asked[0], "poll", None, 20.0)  # taken for this one's
    games.sent(asked[1], "poll", 5, 20.0)
    question = games.by_poll("poll")
    assert question
    assert question.game == asked[1].game
    assert [doubt.game for doubt in in_doubt(chats)] == [asked[0].game]


def test_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "data" / "chats.db"
    with closing(Chats.open(path)) as chats:
        play(chats, GROUP, {11: 1}, 1.0)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert set(modes) == {"chats.db", "chats.db-wal", "chats.db-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    Chats.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_competitions_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    with closing(Chats.open(path, "Town Cup")) as chats:
        play(chats, GROUP, {11: 3}, 100.0)
        Games(chats).start(Place(GROUP), Plan(), None, 200.0)
        assert chats.others == []
    with closing(Chats.open(path, "Village Cup")) as chats:
        assert chats.others == ["Town Cup"]
        games = Games(chats)
        assert (board(chats, GROUP), board(chats, EVERYWHERE)) == ([], [])
        assert (games.unfinished(), games.current(Place(GROUP)), games.times_asked(GROUP)) == ([], None, {})
        play(chats, GROUP, {12: 1}, 300.0)  # the one of the other cup ends
        assert [row.user for row in board(chats, GROUP)] == [12]
        games.start(Place(GROUP), Plan(), None, 400.0)
        with pytest.raises(GameOn):
            games.start(Place(GROUP), Plan(), None, 401.0)
        reset_board(chats, GROUP)
        assert board(chats, GROUP) == []
    with closing(Chats.open(path, "Town Cup")) as chats:
        assert chats.others == ["Village Cup"]
        assert [row.user for row in board(chats, GROUP)] == [11]
        assert [row.user for row in board(chats, GROUP, 50.0)] == [11]
        assert Games(chats).times_asked(GROUP) == {"k0": 1, "k1": 1, "k2": 1}


def test_old_games_go_and_sums_stay() -> None:
    chats = Chats.in_memory()
    for number in range(60):
        play(chats, GROUP, {11: 3, 12: 1}, number, f"k{number}.")
    play(chats, GROUP, {11: 1, 13: 2}, KEPT)
    Games(chats).start(Place(FORUM), Plan(), None, 1.0)  # which is on
    before = {chat: shown(chats, chat) for chat in (GROUP, EVERYWHERE)}
    now = KEPT + 100
    while prune(chats, now):
        pass
    assert {chat: shown(chats, chat) for chat in (GROUP, EVERYWHERE)} == before
    assert len(Games(chats).times_asked(GROUP)) == 183
    assert chats.rows("SELECT COUNT(*) AS number FROM games") == [{"number": 2}]
    assert chats.rows("SELECT COUNT(*) AS number FROM answers") == [{"number": 6}]
    assert row_of(chats, EVERYWHERE, 12)[0] == next(row for row in board(chats, GROUP) if row.user == 12)


def recounted(chats: Chats, chat: int) -> set[tuple[int, ...]]:
    """The sums of a chat, worked out anew from every game."""
    sql = """
        SELECT s.user, SUM(s.points), COUNT(*), SUM(s.won), SUM(s."right"), SUM(s.answered), MAX(s.streak)
        FROM standings s JOIN games g USING (game) WHERE s.user > 0 AND ? IN (g.chat, 0) GROUP BY s.user
    """
    return {tuple(row.values()) for row in chats.rows(sql, chat)}


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_what_the_games_add_up_to(seed: int) -> None:
    chats, rng = Chats.in_memory(), random.Random(seed)
    groups = [GROUP, FORUM, -7]
    for number in range(30):
        users = rng.sample(range(11, 16), 3)
        play(chats, rng.choice(groups), {user: rng.randrange(4) for user in users}, number, f"k{number}.")
        happening = rng.random()
        if happening < 0.1:
            forget(chats, rng.choice(users))
        elif happening < 0.2:
            reset_board(chats, rng.choice(groups))
        elif happening < 0.3:
            move_chat(chats, *rng.sample(groups, 2))
        for chat in (*groups, EVERYWHERE):
            assert set(shown(chats, chat)) == recounted(chats, chat)


def test_nothing_of_who_was_forgotten_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    with closing(Chats.open(path, "Town Cup")) as chats:
        inbox = Inbox(chats)
        person = {
            "id": 987654321,
            "first_name": "Aigerim",
            "last_name": "Sapargalieva",
            "username": "aika_kz",
        }
        chat = {"id": 987654321, "type": "private", "first_name": "Aigerim"}
        reply = {"message_id": 3, "from": person, "chat": chat, "text": "quoted"}
        inbox.write(
            [
                (
                    1,
                    json.dumps(
                        {"update_id": 1, "callback_query": {"from": person, "message": {"chat": chat}}}
                    ),
                ),
                (2, json.dumps({"update_id": 2, "message": {"from": {"id": 5}, "reply_to_message": reply}})),
            ]
        )
        for name in ("Aigerim Sapargalieva", "Aigerim S.", "Sapargalieva"):
            play(chats, GROUP, {987654321: 3}, 100.0)
            chats.write("UPDATE people SET name = ? WHERE user = 987654321", name)
        forget(chats, 987654321)
        inbox.write(handled=[1])
        assert inbox.scrub()
        kept = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.suffix != ".db-shm")
        for trace in (b"Aigerim", b"Sapargalieva", b"aika_kz"):
            assert trace not in kept
        assert json.loads(inbox.waiting()[0].content)["message"]["reply_to_message"]["text"] == "quoted"


def test_languages_in_memory_are_those_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    old, new, user = -10, -100, 5

    def there() -> list[str | None]:
        with closing(Chats.open(path)) as chats:
            return [language_of(chats, chat) for chat in (old, new, user)]

    with closing(Chats.open(path)) as chats:
        steps: list[Callable[[], object]] = [
            lambda: take_language(chats, old, "ru"),
            lambda: take_language(chats, old, "en"),
            lambda: choose_language(chats, user, "kk"),
            lambda: choose_language(chats, old, "kk"),
            lambda: move_chat(chats, old, new),
            lambda: forget(chats, user),
        ]
        seen = []
        for step in steps:
            step()
            seen.append([language_of(chats, chat) for chat in (old, new, user)])
            assert seen[-1] == there()
    assert seen[1] == ["ru", None, None]
    assert seen[-2:] == [[None, "kk", "kk"], [None, "kk", None]]


def test_it_is_done_later_while_somebody_reads_and_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    with closing(Chats.open(path)) as chats, closing(sqlite3.connect(path)) as reader:
        play(chats, GROUP, {5: 3}, 100.0)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM games").fetchall()
        forget(chats, 5)
        assert not Inbox(chats).scrub()
        reader.rollback()
        assert Inbox(chats).scrub()
        assert (tmp_path / "chats.db-wal").stat().st_size == 0


def test_what_fails_for_a_moment_and_what_for_good(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    with closing(Chats.open(path)) as chats, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            chats.insert("people", {"user": 1, "name": "x"})
        assert may_pass(locked.value)
        assert chats.rows("SELECT * FROM people") == []  # reading goes on
        with pytest.raises(sqlite3.OperationalError) as wrong:
            chats.rows("SELECT * FROM nothing")
        assert not may_pass(wrong.value)
        assert not may_pass(ValueError())
