"""How long it takes to find a club, to understand a text of talk, and to build the index of names.

Run by ``.venv/bin/pytest --dist no tests/benchmarks/bench_names.py``; no part of the default test run.

Lookups are timed one by one, each after forgetting what was remembered of texts read before, for a mix
of what people type: names as they are, in capitals, with noise, with one slip, with two, in the wrong
keyboard layout, with a word too many, and names that nobody has. In the figures below the table,
``p99_ms`` is the time that 99 of 100 lookups stay below. ``sha256_mb`` is the median in units of
hashing a megabyte on the same machine in the same run, so that machines can be compared.
"""

import random
import statistics
import tracemalloc
from collections.abc import Callable, Iterable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.app import freeze_heap
from handlers.commands import COMMANDS
from handlers.talk.free_text import meaning_of
from store.archive.archive import Archive
from store.cup.clubs import Club
from store.cup.labels import Label
from store.search.clubs import ClubIndex
from store.text.folding import fold
from store.text.romanise import other_sounds
from store.text.spelling import spell
from tests.benchmarks.units import sha256_mb
from tests.handlers.conftest import services_of
from tests.handlers.talk.test_talk import table

_LOOKUPS = 400
_WARMING = 200  # texts of talk before those that are timed
_SYLLABLES = [consonant + vowel for consonant in "bdgjklmnprstvz" for vowel in "aeiou"]
_SYLLABLES += [consonant + vowel for consonant in ("sh", "zh", "kh") for vowel in "aeiouy"]
_CITIES = 500


def made_up_clubs(count: int) -> list[Club]:
    """*count* clubs with a name each of one to three words, half of them with one of 500 cities."""
    rng = random.Random(count)
    cities = [_word(rng, 3) + "sk" for _ in range(_CITIES)]
    names: dict[str, None] = {}
    while len(names) < count:
        names[" ".join(_word(rng, rng.randint(2, 5)) for _ in range(rng.choice((1, 1, 1, 2, 3))))] = None
    return [
        Club(f"club-{number}", name, registered=True, city=rng.choice(cities) if number % 2 else "")
        for number, name in enumerate(names)
    ]


def _word(rng: random.Random, syllables: int) -> str:
    return ("".join(rng.choices(_SYLLABLES, k=syllables)) + rng.choice(("", "n", "t", "r", "k"))).capitalize()


def typed(names: Iterable[str], rng: random.Random) -> list[str]:
    """What people type who mean *names*, and something that nobody is called."""
    slips: list[Callable[[str], str]] = [
        lambda name: name,
        str.upper,
        lambda name: f"FC «{name}»!",
        lambda name: _slip(name, rng),
        lambda name: _slip(_slip(name, rng), rng),
        lambda name: name.lower().translate(_KEYS),
        lambda name: f"{name} Unknownsk",
        lambda name: f"{name[::-1]}{name[:3]}",
    ]
    return [rng.choice(slips)(name) for name in names]


_KEYS = str.maketrans("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить")


def _slip(name: str, rng: random.Random) -> str:
    place = rng.randrange(len(name))
    return (
        rng.choice(
            (
                name[:place] + name[place + 1 :],
                name[:place] + "x" + name[place + 1 :],
                name[:place] + name[place : place + 1] + name[place:],
            )
        )
        or name
    )


def forget() -> None:
    """Let go of the words read so far."""
    for remembers in (spell, other_sounds, fold):
        remembers.cache_clear()


def measure(benchmark: BenchmarkFixture, index: ClubIndex, texts: list[str]) -> None:
    """Time each lookup of *texts* by itself."""
    left = iter(texts)

    def setup() -> tuple[tuple[str], dict[str, object]]:
        forget()
        index._remembered.cache_clear()
        return (next(left),), {}

    benchmark.pedantic(index.find, setup=setup, rounds=len(texts), iterations=1)
    note_times(benchmark)


def note_times(benchmark: BenchmarkFixture) -> None:
    """Add the figures of what has been timed one by one."""
    times = sorted(benchmark.stats.stats.data)
    benchmark.extra_info["median_ms"] = round(statistics.median(times) * 1000, 3)
    benchmark.extra_info["p99_ms"] = round(times[int(len(times) * 0.99)] * 1000, 3)
    benchmark.extra_info["longest_ms"] = round(times[-1] * 1000, 3)
    benchmark.extra_info["sha256_mb"] = round(statistics.median(times) / sha256_mb(), 2)


def test_lookup_in_this_archive(benchmark: BenchmarkFixture, ours: Archive) -> None:
    index = ClubIndex(ours.clubs(), ours.names_in_editions())
    names = [known.name for club in ours.clubs() for known in (*club.line, *club.names)]
    names += [name for _, _, name in ours.names_in_editions()]
    rng = random.Random(1)
    measure(benchmark, index, typed(rng.choices(names, k=_LOOKUPS), rng))


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_lookup_among_made_up_names(benchmark: BenchmarkFixture, count: int) -> None:
    clubs = made_up_clubs(count)
    index = ClubIndex(clubs, [(Label(2000, 2000), club.id, club.name) for club in clubs])
    rng = random.Random(2)
    measure(benchmark, index, typed((club.name for club in rng.choices(clubs, k=_LOOKUPS)), rng))


def test_talk(benchmark: BenchmarkFixture, ours: Archive) -> None:
    """The meaning of each text of the table of talk, in random order, once; the first two hundred warm up."""
    services = services_of(ours)
    texts = [text for text, _ in table()]
    random.Random(3).shuffle(texts)
    for text in texts[:_WARMING]:
        meaning_of(text, services, COMMANDS)
    freeze_heap()  # as the bot does
    left = iter(texts[_WARMING:])

    def setup() -> tuple[tuple[str], dict[str, object]]:
        return (next(left),), {}

    def meaning(text: str) -> object:
        return meaning_of(text, services, COMMANDS)

    benchmark.pedantic(meaning, setup=setup, rounds=len(texts) - _WARMING, iterations=1)
    note_times(benchmark)


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_building_the_index(benchmark: BenchmarkFixture, count: int) -> None:
    clubs = made_up_clubs(count)
    played = [(Label(2000, 2000), club.id, club.name) for club in clubs]

    def setup() -> tuple[tuple[list[Club], list[tuple[Label, str, str]]], dict[str, object]]:
        forget()
        return (clubs, played), {}

    benchmark.pedantic(ClubIndex, setup=setup, rounds=3, iterations=1)
    benchmark.extra_info["shortest_s"] = round(benchmark.stats.stats.min, 2)
    benchmark.extra_info["sha256_mb"] = round(benchmark.stats.stats.min / sha256_mb(), 1)
    forget()
    tracemalloc.start()
    index = ClubIndex(clubs, played)
    benchmark.extra_info["memory_mb"] = round(tracemalloc.get_traced_memory()[0] / 1e6, 1)
    tracemalloc.stop()
    assert index.find(clubs[0].name).ids
