"""Who is who: clubs and players by the registries, by spelling, or by themselves."""

import pytest

from store.cup.ties import Side
from store.derivation.names.registry import Registry
from store.derivation.names.roster import Roster
from store.seedfiles.registry import load_clubs, load_players
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.toml import TomlFile
from tests.store.seasons import edition_of

CLUBS = """
[ay]
name = "Ay"
editions = { 1993 = ["A", "A Town"] }
[bee]
name = "Bee"
editions = { 1992 = ["B"] }
[gone]
name = "Gone"
"""
PLAYERS = """
[xaver]
name = "Xaver Y"
appearances = [{ edition = "1993", club = "ay", names = ["X", "Y"] }]
"""


def roster(lines: str, infobox: str = "") -> Roster:
    season = parse_season(f"= 1993 Cup =\n{infobox}==Final==\n{lines}\n", "x.txt")
    return Roster(
        season,
        Registry(load_clubs(TomlFile(CLUBS, "clubs.toml")), load_players(TomlFile(PLAYERS, "players.toml"))),
    )


@pytest.mark.parametrize(
    ("claim", "club"),
    [
        ("A", "ay"),
        ("A Town", "ay"),  # by the registry, in no tie
        ("Gone", "gone"),
        ("F.C. Somewhere Else", None),
        ("Élan", "the one in the tie"),
        ("elan", "the one in the tie"),  # spelt otherwise
    ],
)
def test_which_club_a_claim_means(claim: str, club: str | None) -> None:
    known = roster("A 1-0 Élan")
    _, elan = known.sides(next(iter(_lines("A 1-0 Élan"))))
    assert known.claimed(claim) == (elan.club if club == "the one in the tie" else club)
    assert known.side_of_claim(claim).name == claim


def test_a_claim_that_two_clubs_fit_is_neither() -> None:
    assert roster("Élan 1-0 ELAN").claimed("elan") is None


def _lines(text: str):  # type: ignore[no-untyped-def]
    return parse_season(f"= 1993 Cup =\n==Final==\n{text}\n", "x.txt").rounds[0].matches


def test_players_by_the_registry_of_the_club_and_the_edition() -> None:
    known = roster("A 1-0 B")
    assert known.player("X", "ay") == known.player("y", "ay") == "xaver"
    assert known.player("X", "bee") == "bee/x"
    assert known.player("O'Neil", "bee") == known.player("ONEIL", "bee")
    assert known.player("…", "bee") == "bee/…"
    assert (known.full_name("xaver"), known.full_name("bee/x")) == ("Xaver Y", None)


def test_the_leaders_have_the_name_of_their_club_in_the_edition() -> None:
    known = roster("A Town 1-0 Bee", "Infobox\n- Scoring Leader: X (A) 2, Z (Nobody), Q 3\n")
    assert [(leader.name, side and side.club, side and side.name) for leader, side in known.leaders] == [
        ("X", "ay", "A Town"),
        ("Z", known.claimed("Nobody") or known.side_of_claim("Nobody").club, "Nobody"),
        ("Q", None, None),
    ]


def test_a_scorer_has_the_full_name_and_all_that_the_line_says() -> None:
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 2\n==Final==\nA 4-0 B\n"
        "  A: X 5' 45+2' (pen.), W (pen.), Z (o.g.)\n",
        clubs=CLUBS,
        players=PLAYERS,
    )
    (match,) = edition.played
    x, w, z = match.goals
    assert [(str(minute), minute.penalty) for minute in x.minutes] == [("5", False), ("45+2", True)]
    assert (x.side, x.club, x.own_goal, x.penalty, x.counted) == (0, "ay", False, False, True)
    assert (w.penalty, w.low, w.high, z.own_goal, z.club) == (True, 1, 1, True, z.player.removesuffix("/z"))
    assert z.club != "ay"
    assert [(row.name, row.club) for row in edition.scorers] == [
        ("Xaver Y", Side("ay", "A")),
        ("W", Side("ay", "A")),
    ]
