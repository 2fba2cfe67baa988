"""Whether editions that are exported in Football.TXT and read back are the same.

Run by ``python -m tests.read_back FOLDER [CUP]`` for a folder of season files, ours or openfootball's.
Compared are rounds, matches with all that is known of them, who went through, champions, tables, scorers with
their minutes, totals, byes, sources and claims: all but what the format leaves out.
"""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from store.archive.archive import Archive
from store.cup.editions import Edition
from store.cup.facts import MATCH_FACTS
from store.exporting.export import export
from store.exporting.football_txt import CLUB_NAMES
from store.importing.importer import import_seeds
from store.seedfiles.folder import SUPPLEMENT, is_shared


def derived(edition: Edition) -> dict[str, object]:
    """What an edition says, but for what the format leaves out."""
    return {
        "rounds": edition.rounds,
        "matches": [
            (
                tie.round.number,
                tie.advanced,
                *(getattr(match, name) for name in ("home", "away", "score", "ruled", "date", "status")),
                *(match.extra_time, match.shoot_out, match.half_time, match.full_time, match.replay),
                *(getattr(match, name) for name in MATCH_FACTS),
                match.others,
                tuple(
                    (one.side, one.name, one.low, one.high, one.minutes, one.own_goal, one.penalty)
                    for one in match.goals
                    if one.counted
                ),
            )
            for tie in edition.ties
            for match in tie.matches
        ],
        "scorers": [(one.name, one.club, one.low, one.high, one.official) for one in edition.scorers],
        "byes": sorted(map(str, edition.byes)),
        **{
            name: getattr(edition, name)
            for name in ("label", "competition", "winner", "runner_up", "whole", "tables", "sources")
        },
        "claims": (edition.teams_claimed, edition.matches_claimed),
    }


def same(before: Path, folder: Path) -> int:
    """Check that the editions in the archive *before* are those that the files in *folder* give; their
    number.

    :raises AssertionError: when one differs.
    """
    import_seeds(folder, folder / "back.db")
    with closing(Archive(before)) as old, closing(Archive(folder / "back.db")) as new:
        assert list(new.labels) == [label for label in old.labels if old.edition(label).ties]
        for label in new.labels:
            found, expected = derived(new.edition(label)), derived(old.edition(label))
            for name, value in expected.items():
                assert found[name] == value, (label, name)
        return len(new.labels)


def main(seeds: Path, cup: str = "") -> None:
    """Import *seeds*, write them in Football.TXT, read that, and compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        import_seeds(seeds, folder / "archive.db", cup=cup)
        with closing(Archive(folder / "archive.db")) as archive:
            export(archive, folder / "exported")
        written = folder / "exported" / "football.txt"
        (written / CLUB_NAMES).unlink()
        for shared in (path for path in seeds.iterdir() if is_shared(path.name) and path.name != SUPPLEMENT):
            shutil.copy(shared, written)
        print(f"{same(folder / 'archive.db', written)} editions are the same when read back")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
