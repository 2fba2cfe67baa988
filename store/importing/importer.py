"""Incremental import of a folder of seed files into ``archive.db``.

The archive is never modified in place: a copy is updated, one transaction per edition, and replaces
it atomically, so that a killed process leaves the old archive or the new one, and open connections
keep reading the old one. A lock file prevents concurrent imports.

Changes are detected by content hash: the archive stores the text of every seed file that it was built
from. A file that cannot be read or parsed is skipped; if an earlier version of it was imported, that one
remains. The archive is rebuilt when a TOML file has changed, or when it is not as this version of the code
wrote it (see :mod:`store.importing.seal`).
"""

import gc
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from store.cup.editions import FilePart
from store.importing.joining import join, overlap
from store.importing.reading import (
    Shared,
    derive_with,
    load,
    load_shared,
    read_seasons,
    read_seed,
    translations_of,
)
from store.importing.report import ImportReport, UnknownNames, imported
from store.importing.seal import (
    documents_of,
    editions_of,
    is_current,
    parts_of,
    put_in_place,
    sha256_of,
)
from store.importing.selection import Selection, select
from store.importing.writer import writing
from store.seedfiles.decode import decode
from store.seedfiles.folder import (
    CannotWrite,
    ImportFailed,
    Progress,
    is_shared,
    seed_files,
)
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.season import SeasonFile

LOCK_SECONDS = 120  # that an import waits for another one

_T = TypeVar("_T")


def import_seeds(seeds: Path, archive: Path, progress: Progress | None = None, cup: str = "") -> ImportReport:
    """Update *archive* from the folder *seeds*; rebuild it if it is missing, of another version, or damaged.

    *progress* is called with the number of editions done and their total number. *cup* chooses among the
    files of several cups, see :func:`store.importing.selection.select`.

    :raises ImportFailed: when the folder cannot be read or has several cups, the archive cannot be written,
    or it stays locked.
    """
    selection = select(seed_files(seeds), cup, seeds, documents_of(archive))
    try:
        archive.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        archive.with_suffix(".lock").touch()
        with FileLock(archive.with_suffix(".lock"), timeout=LOCK_SECONDS):
            return _Import(selection, archive, progress).run()
    except Timeout:
        raise ImportFailed(f"another import is still at work on {archive}") from None
    except (OSError, sqlite3.Error) as error:
        raise CannotWrite(f"cannot write {archive}: {getattr(error, 'strerror', None) or error}") from None


class _Import:
    """One import, run while holding the lock."""

    def __init__(self, selection: Selection, archive: Path, progress: Progress | None) -> None:
        self._archive = archive
        self._progress = progress
        self._report = ImportReport(aside=selection.aside)
        self._old = documents_of(archive)
        self._current = is_current(archive)
        self._paths = selection.paths
        self._joined = selection.joined
        self._good: dict[str, str] = {}  # text to store, by path
        self._seasons: dict[str, tuple[SeasonFile, ...]] = {}  # to be derived and written, by path
        self._parts: dict[str, tuple[FilePart, ...]] = {}  # of an edition of several files, by the first path

    def run(self) -> ImportReport:
        """Run the import and return its report. Meanwhile nothing is looked for that refers to itself: an
        import makes millions of objects, and no circles of them."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self._run()
        finally:
            if collecting:
                gc.enable()

    def _run(self) -> ImportReport:
        shared = [name for name in self._paths if is_shared(name)]
        for name in shared:
            self._choose(name, partial(load, name=name))
        before = {name for name in self._old if is_shared(name)}
        fresh = not self._current or any(self._differs(name) for name in {*shared, *before})
        self._report.rebuilt = fresh and self._archive.exists()
        stale = self._paths.keys() if fresh else self._stale()
        for path in (path for path in self._paths if not is_shared(path)):
            again = path in stale
            seasons = self._choose(path, partial(read_seasons, path=path), again)
            if seasons and (again or path not in self._report.kept):
                self._seasons[path] = seasons
        self._join()
        self._one_file_an_edition(fresh)
        self._report.removed = [path for path in self._old if path not in self._good]
        if fresh or self._seasons or self._report.removed:
            texts = {name: self._good[name] for name in shared if name in self._good}
            self._write(load_shared(texts), fresh)
        return self._report

    def _stale(self) -> set[str]:
        """The files of editions of several files of which one has changed, come or gone."""
        before = parts_of(self._archive)
        joined = {frozenset(paths) for paths in self._joined.values()}
        stale: set[str] = set()
        for paths in joined | before:
            same = paths in before and paths in joined
            if not same or any(self._has_changed(path) for path in paths):
                stale |= paths
        return stale

    def _has_changed(self, path: str) -> bool:
        try:
            return self._old[path][0] != sha256_of(read_seed(self._paths[path], path))
        except UnreadableFile:
            return True

    def _join(self) -> None:
        """Join the files of one edition under the path of the first of them that could be read."""
        for paths in self._joined.values():
            read: list[str] = []
            for path in (path for path in paths if path in self._seasons):
                if not any(overlap(*self._seasons[path], *self._seasons[other]) for other in read):
                    read.append(path)
            if len(read) > 1:
                lines = [decode(self._good[path], path).count("\n") + 1 for path in read]
                seasons = [season for path in read for season in self._seasons.pop(path)]
                joined, parts = join(list(zip(read, seasons, lines, strict=True)))
                self._seasons[parts[0].path], self._parts[parts[0].path] = (joined,), parts

    def _differs(self, path: str) -> bool:
        old = self._old.get(path)
        return (old[1] if old else None) != self._good.get(path)

    def _choose(self, path: str, read: Callable[[bytes | str], _T], again: bool = False) -> _T | None:
        """The result of parsing *path*, or its stored text when the file is invalid now.

        None when both are invalid, and when the file is unchanged, unless it is to be parsed *again*.
        The report is updated accordingly.
        """
        old = self._old.get(path)
        try:
            data = read_seed(self._paths[path], path)
            if old and self._current and not again and old[0] == sha256_of(data):
                self._good[path] = old[1]
                self._report.unchanged.append(path)
                return None
            result = read(data)
            self._good[path] = data.decode()
        except UnreadableFile as error:
            self._report.problems += error.problems
            return self._choose_old(path, read)
        return result

    def _choose_old(self, path: str, read: Callable[[bytes | str], _T]) -> _T | None:
        """The result of parsing the stored text of *path*, None without a valid one.

        A newer parser may reject a text that an older one accepted.
        """
        if path not in self._old:
            return None
        try:
            result = read(self._old[path][1])
        except UnreadableFile:
            return None
        self._good[path] = self._old[path][1]
        self._report.kept.append(path)
        return result

    def _one_file_an_edition(self, fresh: bool) -> None:
        """Of several files with the same edition, use the one that is in the archive, else the first by name.

        The others are errors; their stored text is used if its editions are in no other file.
        """
        served = editions_of(self._archive) if self._current else {}
        joined = set(self._other_parts())
        editions = {path: served[path] for path in self._good if path in served and path not in joined}
        editions |= {path: {season.label.id for season in seasons} for path, seasons in self._seasons.items()}
        counts = Counter(edition for found in editions.values() for edition in found)
        several = {edition for edition, number in counts.items() if number > 1}
        holders: dict[str, str] = {}
        others: list[tuple[str, str]] = []
        for path, found in sorted(
            editions.items(),
            key=lambda row: (bool(row[1] & several) and not self._had(row[0], row[1] & several), row[0]),
        ):
            if taken := sorted(found & holders.keys()):
                others.append((path, taken[0]))
            else:
                holders |= dict.fromkeys(found, path)
        for path, edition in sorted(others):
            season = next(season for season in self._seasons[path] if season.label.id == edition)
            wrong = f"edition {season.label} again, which {holders[edition]} has"
            self._report.problems.append(Problem(path, season.line, wrong, "one file an edition"))
            del self._seasons[path], self._good[path]
            earlier = self._choose_old(path, partial(read_seasons, path=path))
            if earlier is None:
                continue
            before = {season.label.id for season in earlier}
            if before & holders.keys():
                del self._good[path]
                self._report.kept.remove(path)
                continue
            holders |= dict.fromkeys(before, path)
            if fresh:
                self._seasons[path] = earlier

    def _had(self, path: str, editions: set[str]) -> bool:
        """Whether the stored text of *path* has all of *editions*."""
        if path not in self._old:
            return False
        try:
            return editions <= {season.label.id for season in read_seasons(self._old[path][1], path)}
        except UnreadableFile:
            return False

    def _write(self, shared: Shared, fresh: bool) -> None:
        new = self._archive.with_suffix(".new")
        new.unlink(missing_ok=True)
        try:
            if not fresh:
                shutil.copyfile(self._archive, new)
            self._write_into(new, shared, fresh)
            self._report.gone = self._gone(new)
            put_in_place(new, self._archive)
        finally:
            new.unlink(missing_ok=True)

    def _gone(self, new: Path) -> set[str]:
        """The removed files whose edition is not in the *new* archive."""
        before = editions_of(self._archive) if self._current else {}
        still = {edition for editions in editions_of(new).values() for edition in editions}
        return {path for path in self._report.removed if path in before and not before[path] & still}

    def _write_into(self, new: Path, shared: Shared, fresh: bool) -> None:
        """Write the editions, and keep none of them in memory: there may be very many."""
        unknown = UnknownNames(shared.registry)
        with writing(new, shared, self._good) as writer:
            if fresh:
                writer.create(name for name in self._good if is_shared(name))
            removed = self._report.removed
            writer.remove([*removed, *self._seasons, *self._other_parts()], removed)
            total, done = sum(map(len, self._seasons.values())), 0
            for path in list(self._seasons):
                for season in self._seasons.pop(path):
                    if self._progress:
                        self._progress(done, total)
                    edition = derive_with(season, shared, path, self._parts.get(path, ()))
                    writer.write(edition, translations_of(season))
                    self._report.unknown += unknown.of(edition)
                    if path not in self._report.kept:
                        self._report.imported.append(imported(edition, season))
                    done += 1
            if self._progress and total:
                self._progress(total, total)

    def _other_parts(self) -> list[str]:
        """The files behind the first one of editions of several files."""
        return [part.path for parts in self._parts.values() for part in parts[1:]]
