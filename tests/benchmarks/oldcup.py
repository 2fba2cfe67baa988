"""A cup such as England's: what 140 editions of 100,000 matches, 3,000 clubs and 20,000 players cost.

Run by ``python -m tests.benchmarks.oldcup [--against COMMIT]``; no part of the default test run. It needs
git, and some ten minutes.

The cup is made up (:func:`tests.store.generate.write_old_cup`). Each step is in a process of its own:

- *import*: seconds of the processor for an import from nothing, and for each tie; with ``--against``, the
  same by the code of that commit right before, and the ratio of the two. Its largest memory, too, though not
  of the process that serves: a bot imports in another one.
- *serving*: what opening the archive and the indexes of names takes, then each command asked 200 times as
  :mod:`tests.benchmarks.bench_scale` asks it, without the memory of answers: milliseconds of the processor
  that half and 99 of 100 questions stay below; finding a club by its name, in capitals, with a slip and by
  its first word; and the memory at the end.

Measured on two cores, 2026-12-01, ``--against 1887ca8``: the import takes 40 s, 0.45 ms a tie, 0.57 of that
commit's (the same on a machine three times as slow); serving takes 145 MB when opened, in 3 s, and 187 MB
after all questions; finding a club p99 0.9 ms. Every command has a p99 below 10 ms: club 9.5 and player
9.3, whose runs of 40 editions are much to write, season 7.9, sources 6.0, road 5.8, records 5.2, titles
5.1, the others less.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bot.app import freeze_heap
from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Call, Refused
from store.archive.archive import Archive
from store.importing.importer import import_seeds
from tests.benchmarks.bench_scale import ways_to_ask
from tests.handlers.conftest import services_of
from tests.store.generate import write_old_cup

_QUESTIONS, _BEFORE = 200, 20
_ROOT = Path(__file__).parents[2]
_IMPORT = """
import resource, sys, time
from pathlib import Path
from store.importing.importer import import_seeds
start = time.process_time()
report = import_seeds(Path(sys.argv[1]), Path(sys.argv[2]))
assert not report.problems
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _import(code: Path, seeds: Path, archive: Path) -> tuple[float, int]:
    """Seconds of the processor that an import by the *code* in a folder takes, and megabytes at most."""
    archive.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(seeds), str(archive)],
        cwd=code,
        env={"PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), int(megabytes)


def _code_of(commit: str, folder: Path) -> Path:
    """The code of a *commit*, in a new *folder*."""
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=_ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x"], cwd=folder, input=packed.stdout, check=True)
    return folder


def _memory() -> int:
    """Megabytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20


def _at(times: list[float]) -> str:
    times.sort()
    half, most = statistics.median(times) * 1000, times[len(times) * 99 // 100 - 1] * 1000
    return f"median {half:.1f} ms, p99 {most:.1f} ms"


def _serve(archive: Path) -> None:
    """Open the *archive* as a bot does, and ask it."""
    start = time.process_time()
    services = services_of(Archive(archive))
    clubs, _ = services.clubs, services.players
    freeze_heap()
    print(f"serving: opened with all names in {time.process_time() - start:.1f} s, {_memory()} MB")
    found, rng = [], random.Random(1)
    names = [club.name for club in services.archive.clubs()]
    for _ in range(1_000):
        name = rng.choice(names)
        text = rng.choice((name, name.upper(), name.replace("r", "", 1), name.split()[0]))
        start = time.process_time()
        clubs.find(text)
        found.append(time.process_time() - start)
    print(f"finding a club: {_at(found)}")
    ways = ways_to_ask(services)
    for command in (command.name for command in COMMANDS if command.answer and command.name in ways):
        answering, rng, times = Answering(services, remembered=0), random.Random(command), []
        for _ in range(_BEFORE + _QUESTIONS):
            call = Call(command, ways[command](rng), page=rng.choice((0, 0, 1, 2, 999)))
            start = time.process_time()
            with suppress(Refused):
                answering.answer(call)
            times.append(time.process_time() - start)
        print(f"/{command}: {_at(times[_BEFORE:])}", flush=True)
    print(f"serving: {_memory()} MB after all questions")


def main() -> None:
    """Run the benchmark, or the part of it that is in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.oldcup")
    parser.add_argument("--against", metavar="COMMIT", help="import by the code of this commit too")
    parser.add_argument("--serve", metavar="ARCHIVE", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        _serve(arguments.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        seeds, archive = Path(folder, "seeds"), Path(folder, "archive.db")
        write_old_cup(seeds)
        before = None
        if arguments.against:
            before, most = _import(_code_of(arguments.against, Path(folder, "before")), seeds, archive)
            print(f"import by {arguments.against}: {before:.1f} s, {most} MB at most", flush=True)
        seconds, most = _import(_ROOT, seeds, archive)
        import_seeds(seeds, archive)  # nothing has changed
        ties = Archive(archive).totals.ties
        ratio = f", {seconds / before:.2f} of {arguments.against}" if before else ""
        print(
            f"import: {seconds:.1f} s, {seconds / ties * 1000:.2f} ms a tie{ratio}, {most} MB at most",
            flush=True,
        )
        subprocess.run([sys.executable, "-m", __spec__.name, "--serve", str(archive)], cwd=_ROOT, check=True)


if __name__ == "__main__":
    main()
