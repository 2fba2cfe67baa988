"""What one text may cost those who wait: how deep it goes, how many names it has looked up."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.commands import COMMANDS
from handlers.core.command import Services
from handlers.talk import free_text as talk
from store.archive.archive import Archive
from store.search.clubs import ClubIndex
from store.search.players import PlayerIndex
from tests.double import Talk
from tests.handlers.conftest import services_of

DEEPEST = 50  # calls below the one that reads a text, without those of templates and libraries
HINT = "Write me a club, a player, a year or two clubs"
MARKED = ["=)", "= ?", "=D", "= =", "==x"]
WORDS = st.sampled_from(
    (
        *("=", "=)", "=a", "#kairat", "~x", "@2.3", "@1", "1993", "93", "2020", "1996-97", "Кайрат"),
        *("Kairat", "Fosfor", "Волгин", "путь", "final", "голы", "клуб", "h2h", "против", "v", "-", "/"),
        *(",", "(", "who", "won", "в", "финале", "semi", "1/4", "8", "мая", "today", "Barcelona"),
        *("Almaty", "Химик", "Енбек", "rfqhfn"),
    )
)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=30).map(" ".join)


@pytest.fixture(scope="module")
def services(early: Archive) -> Services:
    return services_of(early)


@pytest.mark.parametrize("text", MARKED)
async def test_signs_that_mean_nothing(bot: Talk, text: str) -> None:
    assert (await bot.ask(text)).html.startswith(HINT)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("=Dostyk", "<b>Dostyk</b>"),
        ("1993 =", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("=1993", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
    ],
)
async def test_marks_of_buttons_mean_nothing_in_what_people_write(bot: Talk, text: str, begins: str) -> None:
    assert (await bot.ask(text)).html.startswith(begins)


async def test_a_long_text_is_no_question(bot: Talk) -> None:
    assert (await bot.ask("Кайрат" + " " * 10 + "." * 300)).html.startswith(HINT)


_LOOKUPS = (ClubIndex._find.__code__, PlayerIndex._find.__code__)  # not cached, unlike those that are public


class Watch:
    """How deep calls of our packages go, and how many names are looked up."""

    def __init__(self) -> None:
        self.depth = self.deepest = self.lookups = 0

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        if frame.f_globals.get("__name__", "").partition(".")[0] in ("handlers", "store"):
            self.depth += {"call": 1, "return": -1}.get(event, 0)
            self.deepest = max(self.deepest, self.depth)
            self.lookups += event == "call" and frame.f_code in _LOOKUPS


@pytest.fixture(scope="module")
def watched() -> Callable[[Callable[[], object]], Watch]:
    """What is seen while something is called."""
    watch = Watch()

    def call(what: Callable[[], object]) -> Watch:
        watch.depth = watch.deepest = watch.lookups = 0
        sys.setprofile(watch)
        try:
            what()
        finally:
            sys.setprofile(None)
        return watch

    return call


@given(text=TEXTS)
@example(text="Кайрат " + "=a " * 60)
@example(text="= " * 150)
@example(text="2020 =x 2021")
@example(text="h2h road player club final голы путь Kairat v Fosfor 1993 Almaty")
def test_depth_and_lookups_are_bounded(
    services: Services, watched: Callable[[Callable[[], object]], Watch], text: str
) -> None:
    seen = watched(lambda: talk.meaning_of(text, services, COMMANDS))
    assert 0 <= seen.deepest <= DEEPEST
    assert seen.lookups <= talk._MOST_LOOKUPS


def test_lookups_are_seen(services: Services, watched: Callable[[Callable[[], object]], Watch]) -> None:
    assert watched(lambda: talk.meaning_of("Volgin 1992 Kairat", services, COMMANDS)).lookups > 0
