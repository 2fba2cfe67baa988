"""``/missing``: what is not known of an edition, or of all."""

from bot.terminal.markup import plain
from store.archive.archive import Archive
from store.archive.coverage import coverage_by_edition
from store.cards.missing import missing_card
from store.cup.findings import Fact
from tests.double import Talk, buttons_of, texts

OF_2010 = """\
❓ Kazakhstan Cup 2010 · What is not known
14 of 27 ties known.

Round of 16: none of 8 ties known; also in it: Lashyn, Vostok, Tobol, Ordabasy, Shakhter Karagandy, Zhetysu, \
Lokomotiv Astana
Quarter-finals: 1 of 4 ties known; also in it: Shakhter Karagandy, Zhetysu, Lokomotiv Astana

Not known of matches: scorers 14

<blockquote expandable>1. Caspiy 3–0 Aktobe-Zhas (R1): scorers
2. Lashyn 2–1 Kaisar (R1): scorers"""
OF_1995 = """\
❓ Kazakhstan Cup 1995 · What is not known
2 of 15 ties known.
Earliest round with a known tie: Round of 16

Round of 16: 1 of 8 ties known; also in it: Yelimay, SKIF-Ordabasy
Quarter-finals: none of 4 ties known
Semi-finals: none of 2 ties known

Not known of matches: score 2, date 1

1. Tobol – Ansat (R16): score, date"""


async def test_an_edition(historian: Talk) -> None:
    message = await historian.ask("/missing 2010")
    assert message.html.startswith(OF_2010)
    assert texts(message) == [*map(str, range(1, 7)), "2/3 ›", "The edition", "‹ 2009", "2011 ›"]
    buttons = buttons_of(message)
    (tie,) = await historian.press(message, buttons["2"])
    assert "Lashyn 2–1 Kaisar" in tie.html
    assert (await historian.ask("/missing 1995")).html == OF_1995
    (turned,) = await historian.press(message, buttons["2/3 ›"])
    assert plain(turned.html).endswith(
        "\n11. Tobol 1–4 Ordabasy (QF): scorers\n12. Shakhter Karagandy – Ordabasy (SF): scorers"
    )
    (turned,) = await historian.press(turned, buttons_of(turned)["3/3 ›"])
    assert turned.html.endswith("\n\n13. Zhetysu – Lokomotiv Astana (SF): scorers")


async def test_an_edition_of_which_nothing_is_missing_and_some_of_which_all_is(historian: Talk) -> None:
    whole = (await historian.ask("/missing 1993")).html
    assert whole.split("\n")[1:6] == [
        "Every tie is known.",
        "",
        "Not known of matches: scorers 2",
        "",
        "1. Namys 1–3 Gornyak (R1): scorers",
    ]
    shoot_out = (await historian.ask("/missing 1992")).html
    assert shoot_out.endswith("\n2. Kaisar 2–2 Kairat (SF): shoot-out")
    drawn = (await historian.ask("/missing 2026")).html
    assert drawn.split("\n")[1:] == ["16 ties are drawn; no result is known."]
    not_held = (await historian.ask("/missing 2020")).html
    assert not_held.split("\n")[1].startswith("Not held: ")


async def test_all_editions(historian: Talk) -> None:
    message = await historian.ask("/missing")
    assert message.html.split("\n")[:7] == [
        "❓ Kazakhstan Cup · What is not known",
        "10 of 33 editions are known whole. Missing in each:",
        "",
        "<b>1992</b>  scorers of 1 match",
        "<b>1993</b>  scorers of 2 matches",
        "<b>1994</b>  11 of 26 ties, scorers of 20 matches",
        "<b>1995</b>  13 of 15 ties, 2 scores, 1 date",
    ]
    assert len(texts(message)) == 8
    assert (await historian.ask("чего не хватает")).html == message.html
    (edition,) = await historian.press(message, dict(message.buttons[0])["1995"])
    assert edition.html == OF_1995


async def test_no_edition(historian: Talk) -> None:
    assert (await historian.ask("/missing Kairat")).html.startswith("I know no edition “Kairat”.")
    assert "1888" in (await historian.ask("/missing 1888")).html


async def test_the_season_and_a_round_lead_there(historian: Talk) -> None:
    season = await historian.ask("/season 2010")
    (missing,) = await historian.press(
        season, dict(button for row in season.buttons for button in row)["Missing"]
    )
    assert missing.html.startswith(OF_2010)


COUNTED = """
    SELECT COALESCE(SUM(m.status = 'fixture' OR (m.status = 'played' AND m.home_goals IS NULL)), 0),
        COALESCE(SUM(m.status IN ('played', 'abandoned', 'annulled')
            AND COALESCE(length(m.date), 0) < 10), 0),
        COALESCE(SUM(m.home_goals IS NOT NULL AND (m.home_others OR m.away_others
            OR (m.home_goals > 0 AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.side = 0 AND
                (g.edition, g.round, g.tie, g.leg) = (m.edition, m.round, m.tie, m.leg)))
            OR (m.away_goals > 0 AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.side = 1 AND
                (g.edition, g.round, g.tie, g.leg) = (m.edition, m.round, m.tie, m.leg)))
            OR EXISTS (SELECT 1 FROM goals g WHERE g.counted AND g.low != g.high AND
                (g.edition, g.round, g.tie, g.leg) = (m.edition, m.round, m.tie, m.leg)))), 0)
    FROM matches m WHERE m.edition = ?
"""


def test_editions_and_their_cards_count_what_is_missing_of_the_matches(ours: Archive) -> None:
    for one in coverage_by_edition(ours):
        card = missing_card(ours, one.label)
        counted = next(ours.rows(COUNTED, [one.label.id]))
        assert counted == (one.unknown, one.undated, one.unscored), one.label
        assert one.due == card.edition.ties_due, one.label
        if not card.edition.is_drawn:
            counts = dict(card.counts)
            found = tuple(counts.get(fact, 0) for fact in (Fact.SCORE, Fact.DATE, Fact.SCORERS))
            assert found == counted, one.label


async def test_rounds_and_groups_without_any_tie_are_named(historian: Talk) -> None:
    shown = (await historian.ask("/missing 1994")).html
    assert "\nQuarter-finals: none of 4 ties known\nSemi-finals: none of 2 ties known\n" in shown
    assert "\nNo result is known: Group B, Group C\n" in (await historian.ask("/missing 2018")).html


def test_no_round_has_more_ties_than_it_can_have(ours: Archive) -> None:
    for label in ours.labels:
        for gap in missing_card(ours, label).rounds:
            assert gap.due is None or gap.known <= gap.due, (label, gap)
            assert gap.due is None or 2 * gap.due >= 2 * gap.known + len(gap.clubs), (label, gap)
