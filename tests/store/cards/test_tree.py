"""The tree of the last rounds: what leads to what, and what is not known to."""

import itertools

import pytest

from store.archive.archive import Archive
from store.cards.tree import Level, champion_of, tree_of
from store.cup.labels import parse_label


def tree(archive: Archive, label: str) -> list[Level]:
    return tree_of(archive.edition(parse_label(label)))


def test_a_tree_that_is_known_whole(ours: Archive) -> None:
    levels = tree(ours, "1993")
    assert [(level.code, len(level.places)) for level in levels] == [
        ("F", 1),
        ("SF", 2),
        ("QF", 4),
        ("R16", 8),
    ]
    assert champion_of(levels) == "dostyk"
    assert all(place.tie and place.placed for level in levels for place in level.places)
    assert not any(level.left for level in levels)


def test_every_placed_tie_leads_to_its_winner(ours: Archive) -> None:
    for label in ours.labels:
        levels = tree_of(ours.edition(label))
        for above, below in itertools.pairwise(levels):
            for number, place in enumerate(below.places):
                side = above.places[number // 2].sides[number % 2]
                if place.tie and place.placed:
                    assert side is not None
                    assert side.club in (place.tie.home.club, place.tie.away.club)
                elif place.tie:
                    assert side is None


def test_no_known_tie_is_left_out(ours: Archive) -> None:
    for label in ours.labels:
        edition = ours.edition(label)
        for level in tree_of(edition):
            if level.round:
                shown = [place.tie for place in level.places if place.tie] + list(level.left)
                ties = [tie for tie in edition.ties_of(level.round) if tie.is_knock_out]
                assert sorted(tie.key for tie in shown) == sorted(tie.key for tie in ties)


@pytest.mark.parametrize("label", ["2017", "1998-99"])
def test_a_club_that_played_had_no_bye(ours: Archive, label: str) -> None:
    assert not any(place.bye for level in tree(ours, label) for place in level.places)


def test_a_bye_is_one(ours: Archive) -> None:
    byes = [
        place.upper.name
        for level in tree(ours, "2025")
        for place in level.places
        if place.bye and place.upper
    ]
    edition = ours.edition(parse_label("2025"))
    assert set(byes) <= {bye.side.name for bye in edition.byes if not bye.played}


def test_an_edition_of_which_only_a_draw_is_known_has_none(ours: Archive) -> None:
    assert tree(ours, "2026") == []
