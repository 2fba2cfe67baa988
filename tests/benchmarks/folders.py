"""How long it takes to read folders of season files, each from nothing as its own cup.

Run by ``.venv/bin/python -m tests.benchmarks.folders FOLDER[=CUP] …``, such as
``openfootball/austria openfootball/england=facup``; no part of the default test run. For each folder it says
how many editions and matches were read, what was refused, how many findings there are, and the seconds, of
which the sum stands at the end.
"""

import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from store.archive.archive import Archive
from store.importing.importer import import_seeds


def main() -> None:
    """Import each folder of the command line."""
    total = 0.0
    for argument in sys.argv[1:]:
        folder, _, cup = argument.partition("=")
        with TemporaryDirectory() as data:
            start = time.perf_counter()
            report = import_seeds(Path(folder), Path(data) / "archive.db", cup=cup)
            took = time.perf_counter() - start
            with closing(Archive(Path(data) / "archive.db")) as archive:
                totals = archive.totals
        total += took
        findings = sum(len(imported.findings) for imported in report.imported)
        print(
            f"{argument}: {totals.editions} editions, {totals.matches} matches, "
            f"{findings} findings, {len(report.problems)} refused, {took:.2f} s"
        )
    print(f"together {total:.2f} s")


if __name__ == "__main__":
    main()
