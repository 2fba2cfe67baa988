"""A check whether the archive is up to date with a folder of seed files, by content hash.

At most starts it is, and then the code that parses and derives is not run, see
:mod:`store.importing.importer`.
"""

from pathlib import Path

from store.importing.report import ImportReport
from store.importing.seal import documents_of, is_current, sha256_of
from store.seedfiles.decode import read_file
from store.seedfiles.folder import SHARED, Progress, seed_files


def bring_up_to_date(seeds: Path, archive: Path, progress: Progress | None = None) -> ImportReport:
    """As :func:`store.importing.importer.import_seeds`, which is called only when something has changed."""
    if report := _nothing_changed(seeds, archive):
        return report
    from store.importing.importer import import_seeds

    return import_seeds(seeds, archive, progress)


def _nothing_changed(seeds: Path, archive: Path) -> ImportReport | None:
    """The report if the archive is current and no file has changed, else None, also for an unreadable one."""
    paths = seed_files(seeds)
    read = documents_of(archive)
    try:
        same = {name for name in paths if name in read and sha256_of(read_file(paths[name])) == read[name][0]}
    except OSError:
        return None
    if not same == set(paths) == set(read) or not is_current(archive):
        return None
    return ImportReport(unchanged=sorted(paths, key=lambda name: (name not in SHARED, name)))
