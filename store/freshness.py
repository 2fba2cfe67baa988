"""Whether the archive is up to date with a folder of seeds.

Most starts find that it is, and then need nothing of what reads and derives, see :mod:`store.importer`.
"""

from collections.abc import Callable
from pathlib import Path

from store.decode import read_file
from store.report import ImportReport
from store.sealed import documents_of, is_current, sha256_of

CLUBS, PLAYERS, SUPPLEMENT = "clubs.toml", "players.toml", "supplement.toml"
SHARED = (CLUBS, PLAYERS, SUPPLEMENT)

Progress = Callable[[int, int], None]


class ImportFailed(Exception):
    """Nothing could be imported; the text says why in one sentence."""


class CannotWrite(ImportFailed):
    """The archive cannot be written; what was there before is as it was."""


def bring_up_to_date(seeds: Path, archive: Path, progress: Progress | None = None) -> ImportReport:
    """As :func:`store.importer.import_seeds`, which does it when there is something to do."""
    if report := _nothing_changed(seeds, archive):
        return report
    from store.importer import import_seeds

    return import_seeds(seeds, archive, progress)


def _nothing_changed(seeds: Path, archive: Path) -> ImportReport | None:
    """The report when every file is the one that was read, None when not, or when a file cannot be read."""
    paths = seed_files(seeds)
    read = documents_of(archive)
    try:
        same = {name for name in paths if name in read and sha256_of(read_file(paths[name])) == read[name][0]}
    except OSError:
        return None
    if not same == set(paths) == set(read) or not is_current(archive):
        return None
    return ImportReport(unchanged=sorted(paths, key=lambda name: (name not in SHARED, name)))


def seed_files(seeds: Path) -> dict[str, Path]:
    """The season files and TOML files of the folder by name, sorted."""
    if not seeds.is_dir():
        raise ImportFailed(f"there is no seeds folder {seeds}")
    try:
        paths = sorted(seeds.iterdir())
    except OSError as error:
        raise ImportFailed(f"cannot read the seeds folder {seeds}: {error.strerror}") from None
    return {
        path.name: path
        for path in paths
        if path.is_file()
        and not path.name.startswith(".")
        and (path.suffix.lower() == ".txt" or path.name in SHARED)
    }
