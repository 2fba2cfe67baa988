"""A large edition, whose parts are read when they are asked for, says what one read at once would."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.archive import archive as module
from store.archive.archive import Archive
from store.archive.editions import LargeEdition
from store.cup.editions import Edition
from store.cup.findings import FindingKind
from store.importing.importer import import_seeds
from tests.store.generate import write_cup
from tests.store.seasons import archive_of

NAMES = sorted(name for name in vars(Edition) if isinstance(getattr(Edition, name), property))
PARTS = ("entrants", "rounds", "byes", "tables", "ties", "scorers", "findings")

ODD = """\
= 1995 Lakeland Cup =
==Group A==
Ash 1-0 Birch
Ash v Cedar (cancelled)
==Semi-finals==
Ash 2-1 Dogwood
  Ash: Elm (o.g.), Oak
Birch ?-? Cedar
  Advanced: Birch
==Final==
Ash 1-0 Birch
  Ash: Oak
"""
DRAWN = "= 1996 Lakeland Cup =\n==Semi-finals==\nAsh v Birch\nCedar v Dogwood\n"


@pytest.fixture(scope="module")
def pairs(
    tmp_path_factory: pytest.TempPathFactory, ours_path: Path
) -> Iterator[list[tuple[Edition, Edition]]]:
    """Editions read at once, each with the same one as a large one: ours, made-up ones, odd ones."""
    folder = tmp_path_factory.mktemp("large")
    write_cup(folder / "seeds", 2, 150)
    import_seeds(folder / "seeds", folder / "made_up.db")
    (folder / "odd").mkdir()
    for name, text in (("1995", ODD), ("1996", DRAWN)):
        (folder / "odd" / f"{name}.txt").write_text(text, "utf-8")
    import_seeds(folder / "odd", folder / "odd.db")
    found, opened = [], []
    with pytest.MonkeyPatch.context() as patch:
        for path in (ours_path, folder / "made_up.db", folder / "odd.db"):
            for least in (10_000, 0):
                patch.setattr(module, "LARGE", least)
                opened.append(Archive(path))
                found.append([opened[-1].edition(label) for label in opened[-1].labels])
    yield [pair for at in range(0, len(found), 2) for pair in zip(found[at], found[at + 1], strict=True)]
    for archive in opened:
        archive.close()


def test_they_are_large(pairs: list[tuple[Edition, Edition]]) -> None:
    assert all(isinstance(large, LargeEdition) and not isinstance(one, LargeEdition) for one, large in pairs)
    assert {finding.kind for one, _ in pairs for finding in one.findings} >= {FindingKind.GHOST_SCORER}


@pytest.mark.parametrize("name", [*PARTS, *NAMES])
def test_all_that_it_says(pairs: list[tuple[Edition, Edition]], name: str) -> None:
    for one, large in pairs:
        said, expected = getattr(large, name), getattr(one, name)
        if name == "scorers":
            assert [said[place] for place in range(len(said))] == list(expected)  # one by one
            assert list(said[1:3]) == list(expected[1:3])
            said, expected = tuple(said), tuple(expected)
        assert said == expected, one.label


def test_what_it_says_of_rounds_and_clubs(pairs: list[tuple[Edition, Edition]]) -> None:
    for one, large in pairs:
        for round_ in one.rounds:
            ties = list(one.ties_of(round_))
            assert [large.tie(round_, number) for number in range(len(ties) + 2)] == [None, *ties, None]
            assert list(large.ties_of(round_)[1:3]) == ties[1:3]
            assert list(large.ties_of(round_)) == ties
            assert list(large.ties_of(round_)[-2:]) == ties[-2:]
            assert large.clubs_in(round_) == one.clubs_in(round_)
        for club in list(one.entrants)[:10]:
            assert large.ties_of_club(club) == one.ties_of_club(club)


def test_the_size_of_an_edition_decides(tmp_path: Path) -> None:
    write_cup(tmp_path / "seeds", 1, 101)
    import_seeds(tmp_path / "seeds", tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as archive:
        assert isinstance(archive.edition(archive.latest), LargeEdition)
    (tmp_path / "small").mkdir()
    with closing(archive_of(tmp_path / "small", odd=ODD)) as small:
        assert not isinstance(small.edition(small.latest), LargeEdition)


def test_it_is_asked_for_no_more_than_is_needed(tmp_path: Path) -> None:
    write_cup(tmp_path / "seeds", 1, 150)
    import_seeds(tmp_path / "seeds", tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as archive:
        edition = archive.edition(archive.latest)
        assert edition.final is not None
        assert edition.matches_played == 149
        assert "ties" not in vars(edition)


def test_one_with_other_ties_has_only_these(pairs: list[tuple[Edition, Edition]]) -> None:
    """As a picture has, in which a club is covered."""
    for one, large in pairs:
        for edition in (one, large):
            some = edition.with_ties(edition.ties[-2:])
            assert [tie for round_ in edition.rounds for tie in some.ties_of(round_)] == list(
                edition.ties[-2:]
            )
            assert (some.tables, some.rounds, some.final) == ((), edition.rounds, edition.final)
