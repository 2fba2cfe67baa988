from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.archive.players import goals_of_player, players_of, sum_of, totals_of_player
from store.cup.labels import Label
from store.search.found import Certainty
from store.search.players import PlayerIndex
from tests.store.seasons import archive_of


@pytest.fixture
def men(early: Archive) -> PlayerIndex:
    return PlayerIndex(players_of(early))


@pytest.mark.parametrize(
    ("text", "man"),
    [
        *[
            (text, "volgin")
            for text in ("Volgin", "Волгин", "Sergei Volgin", "Volgin Sergei", "sergey volgin")
        ],
        *[
            (text, "volgin")
            for text in ("Сергей Волгин", "S. Volgin", "С.Волгин", "Wolgin", "Volgn", "djkuby")
        ],
        *[
            (text, "naidovsky")
            for text in ("Naidovskiy", "Naydovskiy", "Naidovsky", "Найдовский", "Naidowski")
        ],
        ("A.Rykov", "rikov-spartak-semey"),
        ("Oleg Rykov", "rikov"),
        ("Rylov", "rilov"),
        ("Oleg Litvinenko", "litvinenko"),
        ("Aleksander Sklyarov", "sklyarov"),
        ("Нидергаус", "niederhaus"),
        ("Найдовского", "naidovsky"),
        ("Волгиным", "volgin"),
        ("Fyodorov", "fedorov"),
        ("Ten", "ten"),
    ],
)
def test_found(men: PlayerIndex, text: str, man: str) -> None:
    assert men.find(text).one == man


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Rykov", {"rikov", "rikov-spartak-semey", "rikov-taraz"}),
        ("Imankulov", {"imankulov", "imankulov-shakhter"}),
        ("Litvinenko", {"litvinenko", "litvinenko-dynamo-almaty"}),
        ("Малышев", {"malishev-tobol", "malishev"}),
        ("Igor Volgin", {"volgin"}),  # there is a Volgin, but he is Sergei
        ("Igor Gusev", {"gusev"}),  # whose given name nobody knows
        ("goals of Volgin", {"volgin"}),
        ("who is Litvinenko", {"litvinenko", "litvinenko-dynamo-almaty"}),
        ("Sergei", {"klimov-s", "kogay", "savin", "vishnyakov", "volgin"}),
    ],
)
def test_asked(men: PlayerIndex, text: str, several: set[str]) -> None:
    found = men.find(text)
    assert (found.certainty, set(found.ids)) == (Certainty.AMBIGUOUS, several)


@pytest.mark.parametrize(
    "text", ["", "🏆", "Messi", "Kairat", "x" * 1000, "ы", "Иванов", "Pushkin", "Moscow", "ставки"]
)
def test_nobody(men: PlayerIndex, text: str) -> None:
    assert men.find(text).certainty is Certainty.NONE


def test_an_edition_settles_namesakes(men: PlayerIndex) -> None:
    assert men.find("Litvinenko", Label(1992, 1992)).one == "litvinenko"
    assert men.find("Litvinenko", Label(1993, 1993)).one == "litvinenko-dynamo-almaty"


def test_every_man_is_found_by_each_of_his_names_or_asked_with(men: PlayerIndex, early: Archive) -> None:
    players = players_of(early)
    assert len(players) > 90
    for player in players:
        for name in (player.name, *player.names, player.russian or player.name, player.name.upper()):
            assert player.id in men.find(name).ids, name
        assert men.with_key(player.key) == player
        assert men.get(player.id) == player
    assert len({player.key for player in players}) == len(players)


def test_the_fullest_of_what_is_known(men: PlayerIndex) -> None:
    volgin = men.get("volgin")
    assert (volgin.name, volgin.russian, volgin.registered) == ("Sergei Volgin", "Сергей Волгин", True)
    assert [(str(label), side.name) for label, side in volgin.spells] == [("1992", "Kairat")]
    assert [side.name for side in men.get("duzmambetov").clubs] == ["Vostok"]


def test_goals_edition_by_edition(early: Archive) -> None:
    goals = goals_of_player(early, "duzmambetov", early.labels)
    assert [
        (
            str(scored.tie.edition),
            scored.tie.round.code,
            scored.opponent.name,
            scored.goals.low,
            scored.goals.high,
        )
        for scored in goals
    ] == [
        ("1992", "R1", "Gornyak-Atlant", 1, 1),
        ("1992", "R2", "Tselinnik", 1, 2),
        ("1993", "R1", "Uralets-Arma", 1, 1),
    ]
    totals = totals_of_player(early, "duzmambetov")
    assert [(str(label), row.low, row.high) for label, row in totals.items()] == [
        ("1992", 2, 3),
        ("1993", 1, 1),
    ]
    total = sum_of(totals.values())
    assert (total.low, total.high) == (3, 4)


def test_an_own_goal_is_against_the_other_side(early: Archive) -> None:
    (scored,) = goals_of_player(early, "rikov-spartak-semey", early.labels)
    assert (scored.goals.own_goal, scored.opponent.name, scored.club.name) == (
        *(True, "Montazhnik Turkestan", "Spartak Semipalatinsk"),
    )
    assert totals_of_player(early, "rikov-spartak-semey") == {}


def test_initials_that_sound_alike_are_two_men(tmp_path: Path) -> None:
    scorers = "Y.Rykov , I.Rykov , Chernov , Shernov , Ляпин , Лапин"
    archive = archive_of(tmp_path, a=f"= 1990 Cup =\n==Final==\nA 6-0 B\n  A: {scorers}\n")
    players = players_of(archive)
    assert {player.name for player in players} == {*scorers.split(" , ")}
    archive.close()


def test_given_names_that_differ_are_not_his(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, a="= 1990 Cup =\n==Final==\nA 2-0 B\n  A: Marat Ivanov , Aleksandr Petrov\n"
    )
    men = PlayerIndex(players_of(archive))
    assert men.find("Murat Ivanov").certainty is Certainty.AMBIGUOUS
    assert men.find("Kairat Ivanov").certainty is Certainty.AMBIGUOUS
    assert men.find("Aleksander Petrov").certainty is Certainty.CONFIDENT
    assert men.find("Marat Ivanov").certainty is Certainty.EXACT
    archive.close()
