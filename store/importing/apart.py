"""An import in a process of its own, whose memory is given back when it ends: a bot serves for months."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

from store.importing.report import ImportReport
from store.seedfiles.folder import ImportFailed, Progress


def import_apart(seeds: Path, archive: Path, progress: Progress | None = None, cup: str = "") -> ImportReport:
    """As :func:`store.importing.importer.import_seeds`, in a process of its own.

    :raises ImportFailed: as there, and when that process ends before it is done.
    """
    with subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-c", f"from {__name__} import work; work()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        given, told = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        try:
            pickle.dump((seeds, archive, cup), given)
            given.flush()
            return _told(told, progress)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise ImportFailed("the import ended before it was done") from None
        except BaseException:
            process.terminate()
            raise


def _told(told: BinaryIO, progress: Progress | None) -> ImportReport:
    """The report that the process tells, after how far it is."""
    while True:
        found = pickle.load(told)  # noqa: S301 - of a process of ours
        if isinstance(found, ImportReport):
            return found
        if isinstance(found, ImportFailed):
            raise found
        if progress:
            progress(*found)


def work() -> None:
    """Import what standard input says, and tell standard output how far it is, and the report or the
    failure."""
    seeds, archive, cup = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that began this one

    def tell(found: object) -> None:
        pickle.dump(found, sys.stdout.buffer)
        sys.stdout.buffer.flush()

    from store.importing.importer import import_seeds  # not in the process that waits

    try:
        tell(import_seeds(seeds, archive, lambda done, total: tell((done, total)), cup))
    except ImportFailed as error:
        tell(error)
