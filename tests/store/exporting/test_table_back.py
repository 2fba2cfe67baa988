"""The table of results that the export writes is a table of matches that the import reads."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.cup.editions import Edition
from store.importing.table import import_table

CUP = "Kazakhstan Cup"


@pytest.fixture(scope="module")
def back(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive that was made of the exported table, with the registries beside it."""
    folder = tmp_path_factory.mktemp("back")
    seeds, archive = folder / "seeds", folder / "archive.db"
    seeds.mkdir()
    for name in ("clubs.toml", "places.toml", "referees.toml"):
        shutil.copy(exported / "seasons" / name, seeds)
    report = import_table(exported / "csv" / "results.csv", CUP, seeds, archive)
    assert report.problems == []
    with closing(Archive(archive)) as opened:
        yield opened


def matches_of(edition: Edition) -> list[tuple[object, ...]]:
    """What a table can say of the matches of *edition*, sorted."""
    return sorted(
        (
            tie.round.name,
            match.home.name,
            match.away.name,
            str(match.date),
            str(match.score),
            match.status,
            str(match.shoot_out),
            match.extra_time,
            match.venue,
            match.attendance or 0,
            match.referee,
        )
        for tie in edition.ties
        for match in tie.matches
    )


def test_the_same_matches_in_the_same_rounds(ours: Archive, back: Archive) -> None:
    labels = [label for label in ours.labels if ours.edition(label).ties]
    assert list(back.labels) == labels
    for label in labels:
        before, after = ours.edition(label), back.edition(label)
        assert matches_of(after) == matches_of(before), label
        played = [found.name for found in before.rounds if before.ties_of(found)]
        assert [found.name for found in after.rounds] == played


def test_the_same_clubs_win(ours: Archive, back: Archive) -> None:
    for label in back.labels:
        assert back.edition(label).winner == ours.edition(label).winner, label
        through = [
            {(tie.round.name, tie.matches[0].home, tie.matches[0].away): tie.winner for tie in ties}
            for ties in (ours.edition(label).ties, back.edition(label).ties)
        ]
        assert through[0] == through[1], label
