"""Another country's cup in its own script, with no registry at all."""

from pathlib import Path

from tests.double import buttons_of
from tests.handlers.conftest import talking
from tests.handlers.wording.test_texts import CUP
from tests.store.seasons import archive_of


async def test_a_georgian_cup(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=CUP, b="= 1994–95 საქართველოს თასი =\n==ფინალი==\nრუსთავი 1-0 დინამო\n")
    async with talking(archive) as bot:
        final = await bot.ask("/final 1993")
        assert final.html == (
            "🏆 <b>დინამო 1–1 რუსთავი</b>\n"
            "საქართველოს თასი 1993 · Final\n"
            "8 June 1993 · თბილისი · 12,345 spectators\n\n"
            "Who won the cup is not known.\n"
            "Referee: ვახტანგი\n"
            "<i>Not known: scorers</i>"
        )
        club = await bot.ask("/club დინამო")
        assert club.html.startswith(
            "<b>დინამო</b>\n🥈 2 finals · last 1994–95\n2 editions\n\n<b>1994–95 · runner-up</b>\n"
        )
        assert "R2 · საბურთალო 2–2, through 5–4 on penalties" in club.html
        assert (await bot.ask("/club dinamo")).html == club.html  # typed in Latin letters
        (about,) = await bot.press(club, buttons_of(club)["About it"])
        assert about.html.startswith("<b>დინამო</b>\n\nIn 4 known matches of 2 editions: won 1")
        scorers = await bot.ask("/scorers 1993")
        assert "გია (დინამო) 4 · top scorer\nზაზა" in scorers.html
        results = await bot.ask("/results 1993 ნახევარფინალი")
        assert "<b>დინამო 2–2 საბურთალო</b> (a.e.t., 5–4 pen.)\nდინამო: გია 2*\n" in results.html
        assert "Walkover: რუსთავი through." in results.html
        assert "\nსაქართველოს თასი 1994–95 · Final\n" in (await bot.ask("/final 94/95")).html
        sources = (await bot.ask("/sources 1993")).html
        assert "clubs.toml" not in sources
        assert "\n❔ Not known of the final: scorers\n" in sources
        assert "⚠️ The file claims 5 clubs; its names make 6. (line 4)" in sources
        assert "გია 2: the scorers named account for all goals of the side" in sources
    archive.close()
