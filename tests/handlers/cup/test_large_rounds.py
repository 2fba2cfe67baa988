"""An edition with hundreds of ties: what is shown of it page by page, nothing twice and nothing left out."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from telegram.constants import MessageLimit

from bot.terminal.markup import plain
from handlers.answering import Answering
from handlers.core.answers import Call
from handlers.core.command import NOBODY
from store.archive.archive import Archive
from store.cup.labels import Label
from tests.handlers.conftest import services_of
from tests.store.generate import club_name
from tests.store.seasons import archive_of

TIES, BYES = 130, 40
EDITION = Label(1950, 1950)


HOME, AWAY, BYE = (
    [club_name(number) for number in range(first, first + count)]
    for first, count in ((0, TIES), (TIES, TIES), (2 * TIES, BYES))
)


def season() -> str:
    """A round of 130 ties with 40 byes, and a next one of which one tie is known."""
    lines = ["= 1950 Lakeland Cup =", "==Round 1==", f"Bye: {', '.join(BYE)}"]
    for number, (home, away) in enumerate(zip(HOME, AWAY, strict=True)):
        lines += [f"{number // 3 % 28 + 1} May 1950", f"{home} 2-1 {away}"]
        lines += [f"  {home}: Aleksandr {away}ovsky 5', Elm {home}ov 15'", f"  {away}: Ash"]
    lines += ["==Round 2==", f"{HOME[0]} ?-? {HOME[1]}", f"  Advanced: {HOME[0]}"]
    lines += ["==Final==", "1 June 1950", f"{HOME[0]} 1-0 {HOME[2]}", f"  {HOME[0]}: Oak 2'"]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """That edition, with Russian names of clubs, without which names of players are not spelt so."""
    folder = tmp_path_factory.mktemp("large")
    entries = [
        f'[{name.lower()}]\nname = "{name}"\nconfidence = "high"\nsources = ["A book"]\n'
        f'editions = {{ "1950" = ["{name}"] }}\n'
        f'names = [{{ name = "К{name}", language = "ru", of = ["{name}"] }}]\n'
        for name in HOME + AWAY
    ]
    (folder / "clubs.toml").write_text("\n".join(entries), "utf-8")
    with closing(archive_of(folder, lakeland=season())) as archive:
        yield archive


def pages_of(archive: Archive, call: Call, language: str = "en") -> list[str]:
    """The text of every page, by its buttons."""
    services, texts = services_of(archive), []
    answering = Answering(services)
    following: Call | None = call
    while following:
        answer = answering.answer(following, replace(NOBODY, language=language))
        texts.append(answer.text)
        assert len(answer.text.encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH
        assert "…" not in answer.text
        turns = [button for row in answer.buttons for button in row if button.text.endswith("›")]
        following = next((button.call for button in turns if "/" in button.text), None)
    return texts


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_round(large: Archive, language: str) -> None:
    pages = pages_of(large, Call("results", edition=EDITION, round=1), language)
    texts = services_of(large).texts(language)
    ties = re.findall("<b>(.*?) 2.1 (.*?)</b>", "\n".join(pages))
    assert ties == list(zip(map(texts.values.called, HOME), map(texts.values.called, AWAY), strict=True))
    assert len(pages) == 17
    byes = ", ".join(
        line.partition(": ")[2] for line in plain(pages[0]).split("\n") if ", " in line and "′" not in line
    )
    assert byes.split(", ") == list(map(texts.values.called, BYE))


def test_a_tie_of_it(large: Archive) -> None:
    (page,) = pages_of(large, Call("results", edition=EDITION, round=1, tie=117))
    assert f"{HOME[116]} 2–1 {AWAY[116]}" in page
    assert HOME[115] not in page


def test_names_of_very_many_scorers(large: Archive) -> None:
    pages = pages_of(large, Call("sources", edition=EDITION), "ru")
    texts = services_of(large).texts("ru")
    assert len(pages) > 1
    shown = " ".join(pages)
    spelled = [name for goals in large.edition(EDITION).entries if (name := str(texts.show(goals)))]
    assert len(spelled) == 2 * TIES + 2
    assert [name for name in spelled if name not in shown] == []


def test_what_is_not_known(large: Archive) -> None:
    (page,) = pages_of(large, Call("missing", edition=EDITION))
    assert f"1. {HOME[0]} ?–? {HOME[1]} (R2): score, date" in page
