"""A check whether the archive is up to date with a folder of seed files, by content hash.

At most starts it is, and then the code that parses and derives is not run, see
:mod:`store.importing.importer`.
"""

from pathlib import Path

from store.importing.report import ImportReport
from store.importing.seal import documents_of, is_current, sha256_of
from store.importing.selection import select
from store.seedfiles.decode import read_file
from store.seedfiles.folder import Progress, is_shared, seed_files


def bring_up_to_date(
    seeds: Path, archive: Path, progress: Progress | None = None, cup: str = "", *, apart: bool = False
) -> ImportReport:
    """As :func:`store.importing.importer.import_seeds`, which is called only when something has changed; then
    in a process of its own if it is to be *apart*, see :mod:`store.importing.apart`."""
    if report := _nothing_changed(seeds, archive, cup):
        return report
    if apart:
        from store.importing.apart import import_apart

        return import_apart(seeds, archive, progress, cup)
    from store.importing.importer import import_seeds

    return import_seeds(seeds, archive, progress, cup)


def _nothing_changed(seeds: Path, archive: Path, cup: str) -> ImportReport | None:
    """The report if the archive is current and no file has changed, else None, also for an unreadable one."""
    read = documents_of(archive)
    selection = select(seed_files(seeds), cup, seeds, read)
    paths = selection.paths
    try:
        same = {name for name in paths if name in read and sha256_of(read_file(paths[name])) == read[name][0]}
    except OSError:
        return None
    if not same == set(paths) == set(read) or not is_current(archive):
        return None
    unchanged = sorted(paths, key=lambda name: (not is_shared(name), name))
    return ImportReport(unchanged=unchanged, aside=selection.aside)
