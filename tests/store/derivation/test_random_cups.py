"""Cups made up at random are written in both formats: champion, tables and totals come back."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from store.cup.editions import Edition
from store.derivation.edition import derive
from store.derivation.names.registry import Registry
from store.importing.reading import read_seasons
from store.seedfiles.supplement import Supplement
from tests.store.random_cups import Cup, random_cup, write_football_txt
from tests.store.write import write_season


def edition_of(text: str) -> Edition:
    return derive(read_seasons(text, "x.txt")[0], Registry(), Supplement(), "x.txt")


def check(cup: Cup, edition: Edition) -> None:
    assert edition.findings == ()
    assert edition.whole
    assert edition.winner is not None
    assert edition.runner_up is not None
    assert (edition.winner.name, edition.runner_up.name) == (cup.champion, cup.runner_up)
    assert (len(edition.played), edition.goals) == (cup.matches, cup.goals)
    assert (len(edition.eliminations), len(edition.byes)) == (cup.ties, cup.byes)
    tables = {
        table.round.name: {row.side.name: (row.points, row.goals.home, row.goals.away) for row in table.rows}
        for table in edition.tables
    }
    assert tables == cup.tables
    assert all(table.complete for table in edition.tables)
    scored = {f"{row.name} {row.club.name}": row.low for row in edition.scorers}
    assert scored == dict(cup.scored)


@given(st.integers(0, 1_000_000))
def test_a_cup_comes_back_from_both_formats(seed: int) -> None:
    cup = random_cup(Random(seed))
    check(cup, edition_of(write_season(cup.season)))
    check(cup, edition_of(write_football_txt(cup.season, Random(seed))))


def test_random_cups_have_everything() -> None:
    """What the property is about does occur."""
    cups = [random_cup(Random(seed)) for seed in range(60)]
    names = Counter(section.name for cup in cups for section in cup.season.rounds)
    assert {"Group A", "Final, second leg", "Final, replays", "Third place"} <= set(names)
    assert any(cup.byes for cup in cups)
    assert any(match.shoot_out for cup in cups for section in cup.season.rounds for match in section.matches)
