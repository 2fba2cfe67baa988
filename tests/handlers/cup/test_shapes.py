"""Editions of every shape: level finals, two legs, partly known, known by the winner alone, not held."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.terminal.markup import plain
from tests.double import Talk, buttons_of, texts
from tests.handlers.conftest import talking
from tests.store.seasons import archive_of

FILES = {
    "a": """\
= 1990 Cup =
Infobox
- Winners: Beta
- Next Season: 1991–92

==Final==
? May 1990
Alpha 1-1 Beta
""",
    "b": """\
= 1991–92 Cup =
Infobox
- Num Teams: 16
- Scoring Leader: Pavel Gohou (Alpha) 5
==Semi-finals==
Alpha 2-1 Gamma
Gamma 1-1 Alpha
Beta 1-0 Delta
Delta 2-1 Beta
==Final==
1 May 1992
Alpha 2-1 Beta
  Alpha: Gohou 12', X
8 May 1992
Beta 1-0 (4-5 p) Alpha
  Beta: Toshev 45+2' (pen.)
  Venue: Home
""",
    "c": "= 1993 Cup =\nInfobox\n- Status: not held\n- Reason: an epidemic\n",
    "d": "= 1994 Cup =\nInfobox\n- Winners: Beta\n- Second: Gamma\n",
    "e": "= 1995 Cup =\n==Final==\n1995\nAlpha 3-3 (a.e.t.) Beta\n  Advanced: Beta\n  Alpha: Gohou (3)\n",
    "f": "= 1996 Cup =\n==Final==\nAlpha 1-1 Beta\n",
}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Talk]:
    archive = archive_of(tmp_path, **FILES)
    async with talking(archive) as talk:
        yield talk
    archive.close()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "/final 90",
            "🏆 Alpha 1–1 <b>Beta</b>\nCup 1990 · Final\nMay 1990\n\n"
            "Beta win the cup.*\nIt is their first cup.\n<i>Not known: venue, scorers</i>",
        ),
        (
            "/final 91",
            "🏆 <b>Alpha</b> 2–1 Beta\nBeta 1–0 <b>Alpha</b> (4–5 pen.)\nCup 1991–92 · Final\n\n"
            "Alpha 2–1 Beta\n1 May 1992\nAlpha: Pavel Gohou 12′, X\n\n"
            "Beta 1–0 Alpha\n8 May 1992 · Home\nBeta: Toshev 45+2′ (pen.)\n\n"
            "Alpha win the cup, 5–4 on penalties.\nIt is their first cup.",
        ),
        ("/final 93", "🏆 Cup 1993 · Final\nNot held: an epidemic"),
        (
            "/final 94",
            "🏆 Cup 1994 · Final\nNothing is known of the final but that Beta won it against Gamma.",
        ),
        (
            "/final 95",
            "🏆 Alpha 3–3 <b>Beta</b> (a.e.t.)\nCup 1995 · Final\n1995\nAlpha: Gohou 3\n\n"
            "Beta win the cup.\nIt is their third cup.\n<i>Not known: venue</i>",
        ),
        (
            "/final",
            "🏆 <b>Alpha 1–1 Beta</b>\nCup 1996 · Final\n\nWho won the cup is not known.\n"
            "<i>Not known: date, venue, scorers</i>",
        ),
        (
            "/finals",
            "🏆 Cup · Finals\n\n1996 · <b>Alpha 1–1 Beta</b> · winner not known\n"
            "1995 · Alpha 3–3 <b>Beta</b> (a.e.t.) · Beta\n"
            "1994 · won by Beta against Gamma\n1993 · not held\n"
            "1991–92 · <b>Alpha</b> 2–1 Beta, Beta 1–0 <b>Alpha</b> (4–5 pen.)\n"
            "1990 · Alpha 1–1 <b>Beta</b> · Beta*",
        ),
        (
            "/season 92",
            "🏆 <b>Alpha</b> 2–1 Beta\nBeta 1–0 <b>Alpha</b> (4–5 pen.)\n8 May 1992 · Home\n"
            "Alpha win the cup, 5–4 on penalties.\n\nCup 1991–92\n"
            "3 of 15 ties known.\n16 clubs took part.\n\n"
            "Top scorers\nPavel Gohou (Alpha) 5",
        ),
        ("/season 93", "🏆 Cup 1993\nNot held: an epidemic"),
        (
            "/season 94",
            "🏆 <b>Beta</b>\nRunner-up: Gamma\n\nCup 1994\nNo tie is known.\n"
            "How many clubs took part is not known.\nThe top scorers are not known.",
        ),
        (
            "/season 90",
            "🏆 Alpha 1–1 <b>Beta</b>\nMay 1990\nBeta win the cup.*\n\nCup 1990\n"
            "Known of this edition: the final.\nHow many clubs took part is not known.\n"
            "The top scorers are not known.",
        ),
        (
            "/results 92",
            "📋 Cup 1991–92 · Semi-finals\n<i>3 of 15 ties known.</i>\n\n"
            "<b>Alpha 2–1 Gamma</b>\n<b>Gamma 1–1 Alpha</b>\n"
            "Alpha through, 3–2 over the legs.\n\n"
            "<b>Beta 1–0 Delta</b>\n<b>Delta 2–1 Beta</b>\nBeta through.*",
        ),
        ("/results 93", "Cup 1993\nNot held: an epidemic"),
        ("/results 94", "No tie of Cup 1994 is known."),
        ("/scorers 94", "No scorer of Cup 1994 is known."),
        (
            "/scorers 92",
            "⚽ Cup 1991–92 · Known scorers\n<i>3 of 15 ties known.</i>\n\n"
            "Pavel Gohou (Alpha) 5 · top scorer\nToshev (Beta) 1+\nX (Alpha) 1+",
        ),
        (
            "/club Gamma",
            "<b>Gamma</b>\n🥈 1 final · last 1994\n2 editions\n\n"
            "<b>1994 · runner-up</b>\n\n"
            "<b>1991–92 · Semi-finals</b>\nSF · Alpha 1–2, 1–1, out",
        ),
        (
            "/finals Gamma",
            "<b>Gamma</b>\n🥈 1 final\n\n<b>Lost</b>\n1994 · won by Beta against Gamma",
        ),
        (
            "/club Alpha 1996",
            "<b>Alpha</b>\n1996 · Final, outcome not known\n\nF · Beta 1–1, outcome not known\n\n"
            "In 1 known match: won 0, drawn 1, lost 0, goals 1–1.",
        ),
    ],
)
async def test_messages(bot: Talk, question: str, answer: str) -> None:
    assert (await bot.ask(question)).html == answer


async def test_the_totals_of_a_club_are_behind_a_button(bot: Talk) -> None:
    card = await bot.ask("/club Gamma")
    (about,) = await bot.press(card, buttons_of(card)["About it"])
    assert about.html == (
        "<b>Gamma</b>\n\nIn 2 known matches of 1 edition: won 0, drawn 1, lost 1, goals 2–3."
    )


@pytest.mark.parametrize(
    ("edition", "explanations"),
    [
        (
            "90",
            [
                "❔ Not known of the final: venue, scorers, attendance, referee",
                "* <b>Alpha – Beta</b> · Final\nBeta won: the infobox names them",
            ],
        ),
        (
            "92",
            [
                "❔ Not known of the final: attendance, referee",
                "* <b>Beta – Delta</b> · Semi-finals\n"
                "Beta went through: of the two, only they play in a later round",
            ],
        ),
        ("95", ["❔ Not known of the final: venue, attendance, referee"]),
        ("96", ["❔ Not known of the final: date, venue, scorers, attendance, referee"]),
    ],
)
async def test_what_cards_leave_out_stands_in_the_sources(
    bot: Talk, edition: str, explanations: list[str]
) -> None:
    sources = await bot.whole(await bot.ask(f"/sources {edition}"))
    assert [found for found in explanations if f"\n\n{found}\n" not in f"{sources}\n"] == []


async def test_at_least_so_many_goals_of_a_scorer_are_explained(bot: Talk) -> None:
    explained = "1+: at least so many; not all scorers of the edition are known."
    assert explained in await bot.whole(await bot.ask("/sources 92"))


async def test_a_final_whose_winner_is_not_known_is_a_final(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=FILES["f"])
    async with talking(archive) as talk:
        assert "No final known" not in (await talk.ask("/club Alpha")).html
    archive.close()


async def test_the_sources_do_not_send_to_the_sources(bot: Talk) -> None:
    assert "see Sources" not in await bot.whole(await bot.ask("/sources 90"))


@pytest.mark.parametrize(
    "rest", ["Spartak Semipalatinsk of Semipalatinsk in Kazakhstan", "a|b", "Альфа " * 20]
)
async def test_a_question_too_long_for_a_button_can_still_be_asked_by_it(tmp_path: Path, rest: str) -> None:
    archive = archive_of(
        tmp_path, g="= 2000–01 Cup =\n==Final==\nA 1-0 B\n", h="= 2001–02 Cup =\n==Final==\nB 1-0 A\n"
    )
    async with talking(archive) as talk:
        for command in ("club", "results"):
            message = await talk.ask(f"/{command} {rest} 2001")
            assert texts(message) == ["2000–01", "2001–02"]
            await talk.press(message, message.buttons[0][0][1])
    archive.close()


async def test_how_far_a_club_came(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a="= 1990 Cup =\nInfobox\n- Winners: Alpha\n- Second: Beta\n"
        "==Semi-finals==\nAlpha 1-0 Gamma\nDelta 1-0 Rho\n",
        b="= 1991 Cup =\nInfobox\n- Winners: Alpha\n",
        c="= 1992 Cup =\n==Semi-finals==\nAlpha 0-1 Gamma\nDelta 0-1 Rho\n==Third place==\nDelta 1-0 Alpha\n"
        "==Final==\nGamma 1-0 Rho\n",
    )
    async with talking(archive) as talk:
        card = (await talk.ask("/club Alpha")).html
        assert [line for line in card.split("\n") if line.startswith("<b>")] == [
            "<b>Alpha</b>",
            "<b>1992 · Semi-finals</b>",
            "<b>1991 · winner</b>",
            "<b>1990 · winner</b>",
        ]
        assert "<b>1990 · runner-up</b>" in (await talk.ask("/club Beta")).html
        assert "<b>1990 · Semi-finals, later rounds not known</b>" in (await talk.ask("/club Delta")).html
    archive.close()


async def test_signs_in_a_note_explain_nothing(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a="= 1993 Cup =\n==Final==\nAlpha 2-1 Beta\n  Note: * and †\n")
    async with talking(archive) as talk:
        assert (await talk.ask("/results")).html.endswith("* and †")
        assert (await talk.ask("/scorers all")).html == "No scorer of the Cup is known."
    archive.close()


async def test_a_walkover_in_the_second_leg(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a="= 1990 Cup =\n==Final==\nAlpha 1-0 Beta\nAlpha (w/o) Beta\n")
    async with talking(archive) as talk:
        assert "F · Beta 1–0, w/o, through" in (await talk.ask("/club Alpha")).html
    archive.close()


async def test_top_scorers_without_an_official_list(tmp_path: Path) -> None:
    lines = "= 1990 Cup =\n==First round==\nA 4-0 B\n  A: X, Y\nC 1-0 D\n  C: Z\n==Final==\nA 2-0 C\n  A: Z"
    archive = archive_of(tmp_path, a=lines)
    async with talking(archive) as talk:
        assert "Top scorers\nZ (A) 2\nX (A) 1–3\nY (A) 1–3" in (await talk.ask("/season")).html
    archive.close()


async def test_a_final_that_the_source_says_was_won_against_its_shoot_out(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a="= 1990 Cup =\n==Final==\nAlpha 2-2 (5-4 p) Beta\n  Advanced: Beta\n")
    async with talking(archive) as talk:
        assert (await talk.ask("/final")).html.split("\n")[-2:] == [
            "Beta win the cup.",
            "<i>Not known: date, venue, scorers</i>",
        ]
        assert (
            "⚠️ The file says that Beta went through; its score says Alpha."
            in (await talk.ask("/sources")).html
        )
    archive.close()


async def test_a_year_of_two_editions_asks(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        g="= 2000–01 Cup =\n==Final==\nAlpha 1-0 Beta\n",
        h="= 2001–02 Cup =\n==Final==\nBeta 1-0 Alpha\n",
    )
    async with talking(archive) as talk:
        message = await talk.ask("/final 2001")
        assert message.html == "2000–01 Alpha · 2001–02 Beta\nWhich edition is “2001”?"
        assert texts(message) == ["2000–01", "2001–02"]
        older, newer = (data for _, data in message.buttons[0])
        (final,) = await talk.press(message, older)
        assert "\nCup 2000–01 · Final\n" in final.html
        (final,) = await talk.press(message, newer)
        assert "\nCup 2001–02 · Final\n" in final.html
        (final,) = await talk.press(message, dict(final.buttons[0])["‹ 2000–01"])
        assert "\nCup 2000–01 · Final\n" in final.html
        message = await talk.ask("/results Alpha 2001")
        (results,) = await talk.press(message, message.buttons[0][1][1])
        assert results.html.startswith("📋 Cup 2001–02 · Alpha\n")
    archive.close()


SIGNS = """\
= 1990 T&T <Cup> =
Infobox
- Scoring Leader: X<Y (A&B) 5
==Semi-finals==
A&B 1-1 (5-4 p) <C>
<D> (w/o) E"F'
==Final==
A&B 2-2 (a.e.t.) <D>
  A&B: <b>X</b>, &amp;Y
  Advanced: A&B
  Venue: <Ven&ue>
  Note: <i>note
"""


async def test_signs_of_markup_in_the_data_stand_as_they_are(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=SIGNS)
    async with talking(archive) as talk:
        shown = ""
        for command in (
            "final",
            "finals",
            "season",
            "results",
            "results final",
            "club A&B",
            "scorers",
            "sources",
        ):
            shown += plain((await talk.ask(f"/{command}")).html)
        assert "&lt;" not in shown
        assert "A&B: <b>X</b>, &amp;Y\n<i>note" in shown
        assert "SF · <C> 1–1, through 5–4 on penalties" in shown
    archive.close()
