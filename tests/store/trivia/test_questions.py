"""Questions: made from what is settled, each with one right answer."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from store.archive.archive import Archive
from store.cup.labels import parse_label
from store.trivia.options import alike_as_players, alike_in_words, form_of, script_of
from store.trivia.pool import Choice, Pool
from store.trivia.proof.check import broken_rules
from store.trivia.question import Difficulty, Kind, Option, Question, Trace
from tests.store.generate import club_name, write_cup
from tests.store.seasons import archive_of


@pytest.fixture(scope="module")
def all_ours(ours_path: Path) -> list[Question]:
    """Every question about our seeds."""
    with closing(Archive(ours_path)) as archive:
        return list(Pool(archive).questions())


def made(questions: list[Question], kind: Kind, edition: str | None = None) -> list[Question]:
    """Those of *questions* that are of a *kind*, and of one *edition* where one is given."""
    label = parse_label(edition) if edition else None
    return [q for q in questions if q.kind is kind and (not edition or q.edition == label)]


def right(questions: list[Question]) -> list[list[str]]:
    return [[option.text for option in question.rights] for question in questions]


@pytest.mark.parametrize(("cup", "least"), [("early", 150), ("ours", 500)])
def test_there_are_many_and_all_keep_the_rules(cup: str, least: int, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(cup)
    pool = Pool(archive)
    questions = list(pool.questions())
    assert len({question.key for question in questions}) >= least
    assert len({question.kind for question in questions}) >= 10
    assert list(broken_rules(archive, pool)) == []


def test_made_up_cups_keep_the_rules(tmp_path: Path) -> None:
    write_cup(tmp_path, editions=5, clubs=16, pool=24)
    archive = archive_of(tmp_path)
    pool = Pool(archive)
    assert len(list(pool.questions())) > 400
    assert list(broken_rules(archive, pool)) == []
    archive.close()


def test_names_too_long_for_a_poll_are_not_asked_about(tmp_path: Path) -> None:
    def name(number: int) -> str:
        return club_name(number) + ("x" * 40 if number % 2 else "")

    write_cup(tmp_path, editions=2, clubs=16, names=name)
    archive = archive_of(tmp_path)
    questions = list(Pool(archive).questions())
    assert any(len(known) > 40 for _, _, known in archive.names_in_editions())
    assert any("club" in question.about for question in questions)
    for question in questions:
        names = [*question.about.values(), *(o.text for o in (*question.rights, *question.wrongs))]
        assert all(len(part) <= 40 for name in names for part in name.split(" → ")), question.key
    archive.close()


def test_options_come_in_any_order(all_ours: list[Question]) -> None:
    (question,) = made(all_ours, Kind.WINNER, "1993")
    rng = Random(1)
    places = Counter(question.draw(rng).correct[0] for _ in range(4000))
    assert sorted(places) == [0, 1, 2, 3]
    assert all(900 < number < 1100 for number in places.values())


def test_the_same_generator_draws_the_same(all_ours: list[Question]) -> None:
    (question,) = made(all_ours, Kind.WINNER, "1993")
    assert question.draw(Random(5)) == question.draw(Random(5))


# What is right, by the archive, for one question of each kind.
@pytest.mark.parametrize(
    ("kind", "edition", "about", "rights"),
    [
        (Kind.WINNER, "1993", {}, {"Dostyk"}),
        (Kind.BEATEN, "1993", {"club": "Dostyk", "round": "Final"}, {"Taraz"}),
        (Kind.KNOCKED_OUT_BY, "1993", {"club": "Ansat"}, {"Taraz"}),
        (Kind.STAGE, "1993", {"club": "Ansat"}, {"Semi-finals"}),
        (Kind.REACHED, "1993", {}, {"Taraz", "Ansat", "Dostyk", "Dynamo Almaty"}),
        (Kind.SCORE, "1993", {"home": "Dostyk", "away": "Taraz"}, {"4–2"}),
        (
            Kind.SCORER,
            "1993",
            {"club": "Taraz", "opponent": "Dostyk"},
            {"Aleksandr Shmarikov", "Igor Avdeev"},
        ),
        (Kind.SCORED_FOR, "1993", {"player": "Yurtaev"}, {"Yassi"}),
        (Kind.FIRST_GOAL, "1993", {}, {"Roman Luchkin"}),
        (Kind.FIRST_MINUTE, "2012", {}, {"5′"}),
        (Kind.TOP_SCORER, "1993", {}, {"Roman Luchkin", "Igor Butkov", "Nurken Mazbaev"}),
        (Kind.VENUE, "2010", {}, {"Astana Arena, Astana"}),
        (Kind.REFEREE, "1993", {}, {"Sergei Borodin"}),
        (Kind.NAME, "1994", {"club": "Aktobe"}, {"Aktyubinets"}),
        (Kind.CUPS, None, {"club": "Tobol"}, {"3"}),
        (Kind.RECORD, None, {"record": "titles"}, {"Kairat"}),
        (Kind.RECORD, None, {"record": "highest final"}, {"2022"}),
        (Kind.FINAL_OF_TWO, None, {"club": "Vostok"}, {"1994"}),
        (Kind.FINAL_LOST, None, {"club": "Akzhayik"}, {"2022"}),
        (Kind.EDITION_WON, None, {"club": "Aktobe", "of": "2008"}, {"2008"}),
        (Kind.SHOOT_OUT, None, {"of": "2021"}, {"2021"}),
    ],
)
def test_what_is_right(
    all_ours: list[Question], kind: Kind, edition: str | None, about: dict[str, str], rights: set[str]
) -> None:
    found = [q for q in made(all_ours, kind, edition) if about.items() <= dict(q.about).items()]
    assert [{option.text for option in question.rights} for question in found] == [rights]


def test_what_is_in_doubt_is_not_asked(all_ours: list[Question]) -> None:
    # Whose cup it was; the score by one source; the minutes; the semi-finals; a ghost among scorers.
    assert made(all_ours, Kind.WINNER, "1999-2000") == []
    assert made(all_ours, Kind.SCORE, "2002") == []
    assert made(all_ours, Kind.FIRST_MINUTE, "2019") == []
    assert made(all_ours, Kind.REACHED, "2013") == []
    assert made(all_ours, Kind.TOP_SCORER, "2013") == []
    assert not [
        q
        for q in made(all_ours, Kind.SCORER, "1993")
        if q.about["club"] == "Shakhter" and q.about["round"] == "Quarter-finals"
    ]
    # Who went through follows from the final alone.
    assert not [q for q in made(all_ours, Kind.KNOCKED_OUT_BY, "1992") if q.about["club"] == "Kaisar"]
    assert not [q for q in made(all_ours, Kind.STAGE, "1992") if q.about["club"] == "Kaisar"]
    # How many cups Kairat has won is counted in two ways.
    assert not [q for q in made(all_ours, Kind.CUPS) if q.about["club"] == "Kairat"]


def test_a_walkover_beats_nobody(all_ours: list[Question]) -> None:
    assert not [q for q in made(all_ours, Kind.BEATEN, "1993") if q.tie and q.tie.walkover]
    assert not [q for q in made(all_ours, Kind.KNOCKED_OUT_BY, "1993") if q.about["club"] == "Metallist"]
    assert [q for q in made(all_ours, Kind.STAGE, "1993") if q.about["club"] == "Metallist"]


def test_editions_of_one_year_do_not_stand_beside_each_other(all_ours: list[Question]) -> None:
    for question in made(all_ours, Kind.EDITION_WON):
        for one in question.rights:
            assert {"2000–01", "2001"} != {
                one.text,
                *[o.text for o in question.wrongs if o.text in ("2001", "2000–01")],
            }


def test_a_name_that_two_clubs_bore_is_not_asked_about_alone(all_ours: list[Question]) -> None:
    # Zhenis was called Astana when it lost the final of 2006; the Astana of today was founded later.
    assert not [
        q
        for kind in (Kind.EDITION_WON, Kind.CUPS)
        for q in made(all_ours, kind)
        if q.about["club"] == "Astana"
    ]
    for question in made(all_ours, Kind.WINNER, "2005"):
        assert right([question]) == [["Zhenis"]]
        assert "Astana" not in {option.text for option in question.wrongs}


def test_all_who_share_a_record_are_right(tmp_path: Path) -> None:
    cup = (
        "= {} Cup =\nInfobox\n- Prev Season: x\n- Next Season: y\n"
        "==Semi-finals==\nA{} 1-0 C{}\nB{} 1-0 D{}\n==Final==\nA{} 2-0 B{}\n"
    )
    files = {f"e{year}": cup.format(year, *"xxxxxx") for year in range(1990, 1994)}
    files["e1992"] = (
        files["e1992"].replace("Ax", "Bx").replace("Bx 1-0 Dx", "Ax 1-0 Dx").replace("Bx 2-0 Bx", "Bx 2-0 Ax")
    )
    files["e1993"] = (
        files["e1993"].replace("Ax", "Bx").replace("Bx 1-0 Dx", "Ax 1-0 Dx").replace("Bx 2-0 Bx", "Bx 2-0 Ax")
    )
    for year, club in ((1994, "E"), (1995, "F"), (1996, "G")):
        files[f"e{year}"] = f"= {year} Cup =\n==Final==\n{club}{club} 1-0 {club}{club}{club}\n"
    archive = archive_of(tmp_path, **files)
    titles = [q for q in made(list(Pool(archive).questions()), Kind.RECORD) if q.about["record"] == "titles"]
    assert [{option.text for option in question.rights} for question in titles] == [{"Ax", "Bx"}]
    assert list(broken_rules(archive, Pool(archive))) == []
    archive.close()


def test_a_record_by_both_ways_of_counting(tmp_path: Path) -> None:
    """A has most cups, but B has when those that A won under another name are counted apart."""
    winners = {1990: "Ax", 1991: "Ax", 1992: "Ax", 1993: "Bx", 1994: "Bx"}
    cup = "= {} Cup =\nInfobox\n- Prev Season: x\n- Next Season: y\n==Final==\n{} 1-0 {}\n"
    files = {f"e{y}": cup.format(y, winner, f"{'CDEFG'[y - 1990]}x") for y, winner in winners.items()}
    registry = """
[a]
name = "Ax"
sources = ["s"]
editions = { 1990 = ["Ax"], 1991 = ["Ax"], 1992 = ["Ax"] }
"""
    apart = 'apart = [{ name = "Zx", editions = ["1990", "1991"], sources = ["s"] }]\n'
    for number, (text, expected) in enumerate(((registry, [["Ax"]]), (registry + apart, []))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "clubs.toml").write_text(text, "utf-8")
        archive = archive_of(folder, **files)
        questions = list(Pool(archive).questions())
        titles = [q for q in made(questions, Kind.RECORD) if q.about["record"] == "titles"]
        assert right(titles) == expected
        archive.close()


def test_an_edition_that_contradicts_itself_is_not_asked_about(tmp_path: Path) -> None:
    ties = "==Semi-finals==\nAx 1-0 Cx\nBx 1-0 Dx\n==Final==\nAx 2-0 Bx\n"
    others = {
        f"e{year}": f"= {year} Cup =\n==Final==\n{club}x 1-0 {club}y\n"
        for year, club in ((1991, "E"), (1992, "F"))
    }
    for winner, number in (("Ax", 1), ("Bx", 0)):
        folder = tmp_path / winner
        folder.mkdir()
        archive = archive_of(folder, e1990=f"= 1990 Cup =\nInfobox\n- Winners: {winner}\n{ties}", **others)
        assert len(made(list(Pool(archive).questions()), Kind.WINNER, "1990")) == number
        archive.close()


def test_who_may_have_won_another_edition_of_the_year_is_no_wrong_answer(tmp_path: Path) -> None:
    files = {
        "a": "= 1996 Cup =\n==Final==\nAlpha 1-0 Beta\n",
        "b": "= 1996–97 Cup =\n==Final==\nEcho ?-? Foxtrot\n",
        "c": "= 1998 Cup =\n==Semi-finals==\nGamma 1-0 Iota\nDelta 1-0 Kappa\n==Final==\nGamma 1-0 Delta\n",
    }
    archive = archive_of(tmp_path, **files)
    (question,) = made(list(Pool(archive).questions()), Kind.WINNER, "1996")
    assert not {"Echo", "Foxtrot"} & {option.text for option in question.wrongs}
    broken = replace(
        question,
        wrongs=(
            *question.wrongs[:2],
            next(
                Option(row["club"], "Echo", question.rights[0].size)
                for row in archive.query("SELECT club FROM entrants WHERE name = 'Echo'")
            ),
        ),
    )
    assert TestChecking().broken(archive, broken) == ["'Echo' is right as well, or may be"]
    archive.close()


def test_right_answers_of_another_script_are_not_shown(tmp_path: Path) -> None:
    scorers = "  Ax: Smith, Иванов\n"
    files = {
        f"e{year}": f"= {year} Cup =\n==Final==\nAx 2-1 Bx\n{scorers}  Bx: Jones\n" for year in (1990, 1991)
    }
    files["e1992"] = "= 1992 Cup =\n==Final==\nCx 3-0 Dx\n  Cx: Brown, White, Black\n"
    archive = archive_of(tmp_path, **files)
    pool = Pool(archive)
    asked = [q for q in made(list(pool.questions()), Kind.SCORER, "1990") if q.about["club"] == "Ax"]
    assert right(asked) == [["Smith"]]
    assert list(broken_rules(archive, pool)) == []
    archive.close()


def test_no_answer_names_the_club_that_is_asked_about(all_ours: list[Question]) -> None:
    for kind in (Kind.BEATEN, Kind.KNOCKED_OUT_BY):
        for question in made(all_ours, kind):
            asked = Option("", question.about["club"])
            assert not any(alike_in_words(option, asked) for option in question.wrongs)


def test_a_place_that_no_final_had_been_played_at_is_not_offered(all_ours: list[Question]) -> None:
    for question in made(all_ours, Kind.VENUE):
        if question.edition and question.edition.first < 2025:
            assert "Kaisar Arena, Kyzylorda" not in {option.text for option in question.wrongs}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Shakhter", "Shakhter Karagandy", True),
        ("Kairat", "KAIRAT", True),
        ("Кайрат", "Kairat", True),
        ("Kairat", "Kaisar", False),
        ("Central Stadium, Almaty", "Central Stadium, Taraz", False),
    ],
)
def test_options_alike(one: str, other: str, alike: bool) -> None:
    assert alike_in_words(Option("1", one), Option("2", other)) is alike
    assert alike_in_words(Option("1", other), Option("2", one)) is alike


def test_men_of_one_surname_are_alike() -> None:
    assert alike_as_players(Option("1", "R.Imankulov"), Option("2", "Dauren Imankulov"))
    assert not alike_as_players(Option("1", "Volgin"), Option("2", "Klimov"))
    assert form_of("R.Imankulov") != form_of("Volgin") != form_of("Sergei Volgin")


def test_scripts() -> None:
    assert [script_of(text) for text in ("Kairat", "Кайрат", "1993", "4–2", "Қайрат")] == [
        "LATIN",
        "CYRILLIC",
        "",
        "",
        "CYRILLIC",
    ]


class TestChecking:
    """The check finds what is wrong, whoever made it."""

    def broken(self, archive: Archive, question: Question) -> list[str]:
        class Only(Pool):
            def questions(self, choice: Choice | None = None) -> "list[Question]":  # type: ignore[override]
                return [question]

        return [line.split(": ", 1)[1] for line in broken_rules(archive, Only(archive))]

    @pytest.mark.parametrize(
        ("kind", "edition", "wrong", "problem"),
        [
            (Kind.WINNER, "1993", Option("dostyk", "Dostyk"), "'Dostyk' is right as well, or may be"),
            (Kind.VENUE, "2010", Option("x", "Astana Arena, Astana"), "is right as well"),
            (Kind.REACHED, "1993", Option("irtysh", "Ansat"), "'Ansat' is right as well"),
            (Kind.SCORER, "1993", Option("x", "Roman Luchkin"), "'Roman Luchkin' is right as well"),
            (Kind.TOP_SCORER, "1993", Option("x", "Igor Butkov"), "'Igor Butkov' is right as well"),
            (Kind.WINNER, "1993", Option("kairat", "Кайрат"), "mixes alphabets"),
            (Kind.WINNER, "1993", Option("kairat", "K" * 41), "too long"),
        ],
    )
    def test_a_wrong_answer_that_is_right(
        self, ours: Archive, all_ours: list[Question], kind: Kind, edition: str, wrong: Option, problem: str
    ) -> None:
        question = next(
            q
            for q in made(all_ours, kind, edition)
            if q.about.get("club") in (None, "Dostyk")
            and (kind is not Kind.SCORER or (q.tie and q.tie.is_final))
        )
        broken = replace(question, wrongs=(wrong, *question.wrongs[1:]))
        assert any(problem in line for line in self.broken(ours, broken))

    def test_an_answer_that_is_not_right(self, ours: Archive, all_ours: list[Question]) -> None:
        (question,) = made(all_ours, Kind.WINNER, "1993")
        broken = replace(question, rights=(Option("kaisar", "Kaisar"),))
        assert "'Kaisar' is not right" in self.broken(ours, broken)

    def test_a_doubtful_one(self, ours: Archive, all_ours: list[Question]) -> None:
        final = ours.edition(parse_label("1999-2000")).final
        (question,) = made(all_ours, Kind.WINNER, "1993")
        broken = replace(question, edition=parse_label("1999-2000"), tie=final)
        assert "asks what is in doubt: winner" in self.broken(ours, broken)


class TestPicking:
    """Which question comes next."""

    def test_every_question_of_a_choice_once_before_any_again(self, early: Archive) -> None:
        pool, rng = Pool(early), Random(1)
        choice = Choice(Difficulty.MEDIUM)
        number = pool.how_many(choice, 1000)
        asked: Counter[str] = Counter()
        for _ in range(2):
            for _ in range(number):
                question = pool.pick(choice, asked, (), rng)
                assert question
                asked[question.key] += 1
            assert len(set(asked.values())) == 1
        assert len(asked) == number

    def test_no_question_twice_in_a_game(self, early: Archive) -> None:
        pool, rng = Pool(early), Random(1)
        choice = Choice(Difficulty.EASY, parse_label("1993"))
        had: list[Trace] = []
        while question := pool.pick(choice, {}, had, rng):
            assert question.trace not in had
            assert (question.difficulty, question.edition) == (Difficulty.EASY, parse_label("1993"))
            had.append(question.trace)
        assert len(had) == pool.how_many(choice, 1000) > 1

    def test_a_game_goes_through_editions(self, ours: Archive) -> None:
        pool, rng = Pool(ours), Random(1)
        had: list[Trace] = []
        for _ in range(20):
            question = pool.pick(Choice(), {}, had, rng)
            assert question
            had.append(question.trace)
        editions = Counter(trace.edition for trace in had if trace.edition)
        assert max(editions.values()) == 1

    def test_an_edition_without_questions(self, ours: Archive) -> None:
        pool = Pool(ours)
        choice = Choice(edition=parse_label("2020"))
        assert pool.how_many(choice, 10) == 0
        assert pool.pick(choice, {}, (), Random(1)) is None

    def test_an_archive_without_anything(self, tmp_path: Path) -> None:
        archive = archive_of(tmp_path)
        assert Pool(archive).pick(Choice(), {}, (), Random(1)) is None
        archive.close()
