"""A cup with everything: byes, lots, groups, an awarded match, a replay, third place, a final in two legs."""

import itertools
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.terminal.markup import plain
from tests.double import Talk, buttons_of
from tests.handlers.conftest import talking
from tests.store.seasons import archive_of

EVERYTHING = """\
= 1980 Town Cup =
Infobox
- Num Teams: 10
- Points deducted: Hotel 1
==Preliminary round==
Bye: Golf, Hotel
Alpha 1-1 (lots: Alpha) Zulu
Beta 2-1 (1-0) Yankee
==Group A==
1 May 1980
Alpha 1-0 Beta
1 May 1980
Gamma 1-1 Delta
Alpha 1-1 Gamma
Beta 0-0 Delta
Alpha 2-0 Delta
Beta 0-1 Gamma
==Group B==
Echo 1-0 Foxtrot
Golf 1-1 Hotel
Echo 1-1 Golf
Foxtrot 0-0 Hotel
Echo 3-0 (awarded) Hotel
Foxtrot 0-1 Golf
==Semi-finals==
Alpha 1-0 Golf
Echo 2-2 (a.e.t., 1-1, 0-1) Gamma
==Semi-finals, replay==
Gamma 0-1 Echo
==Third place==
Golf 2-1 Gamma
==Final, first leg==
Alpha 3-1 (2-0) Echo
  Alpha: Smith 12', 40 (pen.), Jones 80
==Final, second leg==
Echo 1-0 Alpha
"""
FINAL_GROUP = """\
= 1981 Town Cup =
Infobox
- Num Teams: 4
- Points for a win: 2
==Final Round==
Table: Echo 2 0 2 0 2-2 2
Table: Alpha 2 1 1 0 3-1 3
Alpha 1-0 Beta
Gamma 1-1 Delta
Alpha 1-1 Gamma
Beta 0-0 Delta
Alpha 2-0 Delta
"""
DECIDED = FINAL_GROUP.replace("1981", "1982").replace(
    "Table: Echo 2 0 2 0 2-2 2\nTable: Alpha 2 1 1 0 3-1 3\n", ""
)
DRAWN = """\
= 1983 Town Cup =
==Group N==
A 1-0 B
B 1-0 C
C 1-0 A
==Semi-finals==
Alpha v Beta
Gamma v Delta (cancelled)
==Final==
Alpha 1-0 Beta
C 1-0 D
"""
KNOCK_OUT = "= 1984 Town Cup =\n==Final==\nA 1-0 B\n"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Talk]:
    archive = archive_of(
        tmp_path, a=EVERYTHING, b=FINAL_GROUP, c=DECIDED + "Beta 0-1 Gamma\n", d=DRAWN, e=KNOCK_OUT
    )
    async with talking(archive) as talk:
        yield talk
    archive.close()


GROUP_A = """\
📋 Town Cup 1980 · Group A

points* · won, drawn, lost · goals
1. Alpha 5 · 2 1 0 · 4–1 ➜
2. Gamma 4 · 1 2 0 · 3–2 ➜
3. Delta 2 · 0 2 1 · 1–3
4. Beta 1 · 0 1 2 · 0–2

1 May 1980
Alpha 1–0 Beta
Gamma 1–1 Delta

Alpha 1–1 Gamma

Beta 0–0 Delta

Alpha 2–0 Delta

Beta 0–1 Gamma"""
SIGNS = "\n* 2 points for a win, the rule before 1994; the source does not say\n"
SEMI_FINALS = """\
📋 Town Cup 1980 · Semi-finals

Alpha 1–0 Golf

Echo 2–2 Gamma (a.e.t.)
Gamma 0–1 Echo
Echo through after a replay."""
ROAD = """\
🛤 Town Cup 1980 · Hotel

Hotel did not get beyond Group B.

Preliminary round
Through without a match.

Group B · place 4 of 4, 1 point*
Golf 1–1 Hotel
Foxtrot 0–0 Hotel
Echo 3–0 Hotel (awarded)"""
CLUB = """\
Golf
No final known · best: Semi-finals, 1980
1 edition

1980 · Semi-finals
PR · bye
GB · place 2 of 4, 4 points*
GB · Hotel 1–1
GB · Echo 1–1
GB · Foxtrot 1–0
SF · Alpha 0–1
3P · Gamma 2–1"""
DECIDED_IN_A_GROUP = """\
🏆 Town Cup 1982 · Final
There was no final: a group of 4 clubs decided.

points · won, drawn, lost · goals
1. Alpha 5 · 2 1 0 · 4–1
2. Gamma 4 · 1 2 0 · 3–2
3. Delta 2 · 0 2 1 · 1–3
4. Beta 1 · 0 1 2 · 0–2

Alpha win the cup."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("/group a 1980", GROUP_A),
        ("/results 1980 group a", GROUP_A),
        ("/group А тобы 1980", GROUP_A),
        ("/results sf 1980", SEMI_FINALS),
        ("/road Hotel 1980", ROAD),
        ("/club Golf", CLUB),
        ("/final 1982", DECIDED_IN_A_GROUP),
        (
            "/final 1983",
            "🏆 Town Cup 1983 · Final\n"
            "The source has several finals; which one decided the cup is not known.",
        ),
        (
            "/results 1980 pr",
            "📋 Town Cup 1980 · Preliminary round\n\nThrough without a match: Golf, Hotel\n",
        ),
        ("/results 1980 pr", "Alpha 1–1 Zulu\nAlpha through by drawing lots."),
        ("/season 1980", "10 clubs · 6 ties · 2 groups\n33 goals in 19 matches"),
        ("/season 1982", "🏆 Alpha\nRunner-up: Gamma\n\nTown Cup 1982\n4 clubs · 1 group\n"),
        ("/final 1980", "Alpha 3–1 Echo\nHalf-time 2–0\nAlpha: Smith 12′ 40′ (pen.), Jones 80′"),
        ("/final 1980", "Alpha win the cup, 3–2 over the legs."),
        (
            "/h2h Alpha Gamma 1980",
            "1 match: Alpha won 0, drawn 1, Gamma won 0, goals 1–1.\n\n1980 · Group A\nAlpha 1–1 Gamma",
        ),
        ("/road Beta 1982", "Final Round · place 4 of 4, 1 point\n"),
        ("/road Beta 1982", "Beta finish in place 4 of the final group."),
        ("/group 1983", "=1. A 2 · 1 0 1 · 1–1\n=1. B 2"),
        ("/sources 1983", "\n= level on points; who came before whom is not known"),
        ("/final 1981", "The winner is not known."),
        ("/sources 1981", "\nAs a source gives the table; not all of its matches are known."),
        ("/group 1984", "No group of Town Cup 1984 is known.\nKnown of this edition: the final."),
        ("/help group", "\n\n/group N\n"),
        ("/group z 1980", "Town Cup 1980 has no group “z”. It has these:\nGA  Group A\nGB  Group B"),
        ("/results 1983 sf", "Alpha v Beta\nNot played, or nothing more is known."),
        ("/results 1983 sf", "Gamma v Delta (cancelled)\n"),
        ("/sources 1980", SIGNS),
        ("/sources 1980", "\n➜ played on in a later round"),
        ("/sources 1980", "* Tables worked out from the matches: Group A, Group B\n"),
        ("/sources 1981", "📊 Tables as a source gives them: Final Round"),
        ("/about", "11 ties · 5 groups · 36 matches played"),
        ("/titles", "\n\n1. Alpha 🏆 2\n2. A 🏆 1\n3. B 🥈 1\n3. Echo 🥈 1\n\n"),
        (
            "/titles years",
            "\n\n1. Alpha 🏆 2\n1980, 1982\n\n2. A 🏆 1\n1984\n\n3. B 🥈 1\nlost: 1984\n\n"
            "3. Echo 🥈 1\nlost: 1980\n\n",
        ),
    ],
)
async def test_answers(bot: Talk, question: str, answer: str) -> None:
    assert answer in plain((await bot.ask(question)).html)


@pytest.mark.parametrize("question", ["/group 1980", "/results 1980 group a", "/group 1981", "/group 1983"])
async def test_the_signs_of_tables_are_explained_in_the_sources_alone(bot: Talk, question: str) -> None:
    shown = plain((await bot.ask(question)).html)
    for explained in ("played on in", "for a win", "level on points", "As a source gives"):
        assert explained not in shown


async def test_the_rule_for_points_is_told_once(bot: Talk) -> None:
    assert (await bot.ask("/sources 1980")).html.count("* 2 points for a win") == 1


async def test_the_record_of_a_club_is_behind_a_button(bot: Talk) -> None:
    card = await bot.ask("/club Golf")
    assert plain(card.html) == CLUB
    (about,) = await bot.press(card, buttons_of(card)["About it"])
    assert "\n\nIn 5 known matches of 1 edition: won 2, drawn 2, lost 1, goals 5–4." in about.html


PLACES = """\
= 1974 Town Cup =
==Group 1==
Alpha 1-0 Beta
Alpha 1-0 Gamma
Beta 1-0 Gamma
==Group 2==
Delta 1-0 Echo
Echo 1-0 Foxtrot
Delta 1-0 Foxtrot
==Group 2 Play-off==
Echo 2-1 Foxtrot
==Third place==
Beta 2-1 Echo
==Final==
Alpha 1-0 Delta
"""


async def test_how_it_ended_for_clubs_that_played_for_a_place(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=PLACES)
    async with talking(archive) as bot:
        ends = {
            club: plain((await bot.ask(f"/road {club} 1974")).html)
            for club in ("Beta", "Echo", "Foxtrot", "Gamma")
        }
        assert "\n\nBeta take third place.\n" in ends["Beta"]
        assert "\n\nEcho finish fourth.\n" in ends["Echo"]
        assert "\n\nFoxtrot are knocked out by Echo.\n" in ends["Foxtrot"]
        assert "\n\nGamma did not get beyond Group 1.\n" in ends["Gamma"]
        assert "tie" not in plain((await bot.ask("/h2h Echo Foxtrot")).html)
        assert plain((await bot.ask("/results 1974 3p")).html) == plain(
            (await bot.ask("/results 1974 thirdplace")).html
        )
    archive.close()


HALF_KNOWN = """\
= 1995 Town Cup =
Infobox
- Num Teams: 11
==Group A==
Clubs: Alpha, Beta, Gamma
==Group B==
Clubs: Delta, Echo, Foxtrot
Delta 1-0 Echo
==Group C==
Table: Golf 6 3 3 0 17-8 12
Table: Hotel 6 0 3 3 ?-? 3
==Final==
Alpha 1-0 Delta
"""


async def test_groups_of_which_little_is_known(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=HALF_KNOWN)
    async with talking(archive) as bot:
        groups = plain((await bot.ask("/group 1995")).html)
        assert "Group A\nNone of its results is known.\n– Alpha ➜\n– Beta\n– Gamma\n\n" in groups
        assert (
            "\nIn 1 known match: points* · won, drawn, lost · goals\n"
            "– Delta 3 · 1 0 0 · 1–0 ➜\n– Echo 0 · 0 0 1 · 0–1\n– Foxtrot\n\n" in groups
        )
        assert "in no order" not in groups
        sources = plain((await bot.ask("/sources 1995")).html)
        assert "\n– in no order: not all matches of the group are known\n" in f"{sources}\n"
        assert "\n1. Golf 12 · 3 3 0 · 17–8\n2. Hotel 3 · 0 3 3 · ?\n" in f"{groups}\n"
        alone = plain((await bot.ask("/group A 1995")).html)
        assert "=" not in alone
        assert "*" not in alone
        assert "\nGA · results not known\n" in plain((await bot.ask("/club Alpha 1995")).html)
    archive.close()


TOLD = """\
= 1985 Town Cup =
Infobox
- Winners: Beta
- Runners-up: Gamma
==Final group==
Alpha 1-1 Beta
Beta 0-0 Gamma
Alpha 1-1 Gamma
"""


async def test_a_final_group_whose_winner_is_told_is_no_final(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=TOLD, b=KNOCK_OUT)
    async with talking(archive) as bot:
        final = plain((await bot.ask("/final 1985")).html)
        assert "There was no final: a group of 3 clubs decided." in final
        assert "Beta win the cup." in final
        assert "1. Beta 🏆 1\n1985\n" in plain((await bot.ask("/titles years")).html)
        assert "lost: 1985" not in plain((await bot.ask("/titles years")).html)
        finals = plain((await bot.ask("/finals")).html)
        assert "1985 · won by Beta in a final group\n" in finals
        road = plain((await bot.ask("/road Beta 1985")).html)
        assert "Final group · place =2 of 3, 2 points*\n" in road
        assert "🏆 Beta win the cup." in road
        records = plain((await bot.ask("/records")).html)
        assert "Most cups won: 1\nA\nBeta\n" in records
        assert "Most finals: 1\nA\nB\n" in records
    archive.close()


async def test_a_league_phase_of_144_matches_is_several_messages(tmp_path: Path) -> None:
    clubs = names_of_clubs(36)
    pairs = [(clubs[place], clubs[(place + step) % 36]) for step in range(1, 5) for place in range(36)]
    lines = "".join(f"{home} 1-0 {away}\n" for home, away in pairs)
    archive = archive_of(tmp_path, a=f"= 2024–25 Town Cup =\n==League phase==\n{lines}")
    async with talking(archive) as bot:
        answer = await bot.ask("/results 2024-25")
        assert not all(f"{home} 1–0 {away}" in plain(answer.html) for home, away in pairs)
        shown = await every_page(bot, "/results 2024-25")
        assert [pair for pair in pairs if "{} 1–0 {}".format(*pair) not in shown] == []
    archive.close()


async def test_many_byes_and_a_table_of_many_clubs_turn_pages(tmp_path: Path) -> None:
    clubs = names_of_clubs(200, "A club with a name that is rather long ")
    pairs = "".join(f"{home} 1-0 {away}\n" for home, away in itertools.pairwise(clubs))
    byes = "".join(f"{club} bye\n" for club in clubs[1:])
    archive = archive_of(
        tmp_path,
        a=f"= 1980 Town Cup =\n==First round==\n{byes}X 1-0 Y\n",
        b=f"= 1981 Town Cup =\n==Group A==\n{pairs}",
    )
    async with talking(archive) as bot:
        for question in ("/results 1980", "/results 1981", "/group 1981"):
            shown = await every_page(bot, question)
            assert [club for club in clubs if club not in shown] == clubs[: question == "/results 1980"]
            assert "\n…" not in shown
    archive.close()


async def every_page(bot: Talk, question: str) -> str:
    """The text of an answer on all its pages."""
    answer, pages = await bot.ask(question), []
    while True:
        pages.append(plain(answer.html))
        further = [
            data for row in answer.buttons for text, data in row if text.endswith(" ›") and "/" in text
        ]
        if not further:
            return "\n".join(pages)
        (answer,) = await bot.press(answer, further[0])


def names_of_clubs(count: int, name: str = "Club ") -> list[str]:
    return [f"{name}{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(count)]


async def test_the_buttons_of_groups(bot: Talk) -> None:
    answer = await bot.ask("/group 1980")
    assert plain(answer.html).startswith(
        "📊 Town Cup 1980 · Groups\n\nGroup A\npoints* · won, drawn, lost · goals\n1. Alpha 5"
    )
    data = {text: data for row in answer.buttons for text, data in row}
    (shown,) = await bot.press(answer, data["GA"])
    assert plain(shown.html) == GROUP_A


@pytest.mark.parametrize(
    ("cup", "said"),
    [
        (
            "= 1984 Town Cup =\n==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C\n",
            "The Town Cup had no groups, 1984.",
        ),
        (
            KNOCK_OUT,
            "No group of the Town Cup is known. Not every edition is known whole, so there may have been",
        ),
    ],
)
async def test_a_cup_without_groups(tmp_path: Path, cup: str, said: str) -> None:
    archive = archive_of(tmp_path, a=cup)
    async with talking(archive) as bot:
        assert plain((await bot.ask("/group")).html).startswith(said)
        helped = plain((await bot.ask("/help group")).html)
        assert re.findall("^/group.*", helped, re.MULTILINE) == [
            "/group [GROUP] [EDITION]",
        ]
    archive.close()
