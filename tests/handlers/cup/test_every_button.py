"""Every button that the archive can produce, pressed once: all fit, all answer."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from handlers.commands import COMMANDS
from handlers.core.answers import Call
from handlers.core.callback_data import decode, encode
from store.archive.archive import Archive
from store.archive.players import players_of
from tests.double import Talk
from tests.handlers.conftest import talking
from tests.store.generate import write_cup
from tests.store.seasons import archive_of


async def press_everything(bot: Talk, archive: Archive) -> int:
    """Ask every command about everything, then press every new button; how many there were."""
    names = [command.name for command in COMMANDS if command.answer]
    questions = [f"/{name} {label.id}" for name in names for label in archive.labels]
    questions += [f"/{name}" for name in names]
    questions += [f"/club {club.name}" for club in archive.clubs()]
    questions += [f"/results {label.id} {name}" for label, _, name in archive.names_in_editions()]
    questions += [f"/road {name} {label.id}" for label, _, name in archive.names_in_editions()]
    questions += [f"/finals {name}" for _, _, name in archive.names_in_editions()]
    messages = [message for question in questions for message in await bot.say(question)]
    assert len(messages) == len(questions)
    new = {data for message in messages for row in message.buttons for _, data in row if not _is_link(data)}
    backs = {call.back for call in map(decode, new)}
    new = set(map(_without_back, new))
    new |= {encode(Call("player", player=player.key)) for player in players_of(archive)}
    new |= {encode(Call("h2h", clubs=(club.id,))) for club in archive.clubs()}
    pressed: set[str] = set()
    carrier = await bot.ask("/about")
    while new:
        data = new.pop()
        pressed.add(data)
        await bot.press(carrier, data)
        found = {data for row in carrier.buttons for _, data in row if not _is_link(data)}
        backs |= {call.back for call in map(decode, found)}
        new |= set(map(_without_back, found)) - pressed
    for back in backs - {None}:  # it leads where it was opened
        await bot.press(carrier, encode(replace(Call("about"), back=back)))
        assert carrier.buttons[-1][-1][1] == encode(back)
        await bot.press(carrier, encode(back))
    return len(pressed)


def _is_link(data: str) -> bool:
    return data.startswith("https://t.me/kubok_bot?")


def _without_back(data: str) -> str:
    """The data of the same button on a page that leads nowhere back: otherwise there are as many as paths."""
    return encode(replace(decode(data), back=None))


async def test_every_button_of_our_seeds(historian: Talk, ours: Archive) -> None:
    assert await press_everything(historian, ours) > 60


async def test_every_pair_of_clubs_and_every_player(historian: Talk, ours: Archive) -> None:
    clubs = [club.id for club in ours.clubs()]
    met = {
        frozenset((tie.home.club, tie.away.club))
        for club in clubs
        for tie in ours.ties_of_club(club, ours.labels)
    }
    others = [pair for pair in combinations(clubs, 2) if frozenset(pair) not in met]
    assert (len(met), len(others)) > (350, 7_000)
    for one, other in (*map(sorted, met), *Random(1).sample(others, 300)):
        message = await historian.ask_exactly("h2h", clubs=(one, other))
        assert message.html.startswith("⚔️ ")
        assert not message.html.endswith("…")  # cut
        assert ("No meeting of theirs" not in message.html) == (frozenset((one, other)) in met)
    for player in players_of(ours):
        for name in player.names:
            message = await historian.ask(f"/player {name}")
            assert message.html.startswith(("⚽ ", "Which player is ")), name


@pytest.mark.parametrize(
    "names", ["Club {}", "საბურთალოს ძალიან გრძელი სახელი თბილისის კლუბი {}", "北京国安足球俱乐部 {}"]
)
async def test_every_button_of_a_made_up_cup(tmp_path: Path, names: str) -> None:
    write_cup(tmp_path, editions=2, clubs=16, names=names.format)
    archive = archive_of(tmp_path)
    async with talking(archive) as bot:
        assert await press_everything(bot, archive) > 100
    archive.close()


LONG = "X" * 77


async def test_the_longest_names_and_lines_fit_a_message(tmp_path: Path) -> None:
    scorers = ", ".join(f"{LONG}{letter}" for letter in "abcdefghijklmn")
    lines = []
    for number in range(16):
        lines += [
            f"A{LONG}{number} 99-99 (a.e.t., 98-99 p) B{LONG}{number}",
            f"  A{LONG}{number}: {scorers}"[:1190].rsplit(",", 1)[0],
            f"  B{LONG}{number}: {scorers}"[:1190].rsplit(",", 1)[0],
            *[f"  Note: {'&<' * 100}"] * 3,
            f"  Venue: {'&' * 200}",
            f"  Referee: {'<' * 200}",
        ]
    text = (
        f"= 1999–2000 {'C' * 80} =\nInfobox\n- Winners: {'W' * 5000}\n\n{'word ' * 1900}\n\n=={'R' * 80}==\n"
    )
    archive = archive_of(tmp_path, a=text + "\n".join(lines) + f"\n==Final==\nA{LONG}1 1-0 A{LONG}2\n")
    async with talking(archive) as bot:
        assert await press_everything(bot, archive) > 100
    archive.close()


async def test_a_final_of_two_legs_with_all_that_lines_may_hold(tmp_path: Path) -> None:
    scorers = ", ".join(f"{LONG}{letter}" for letter in "abcdefghijklmn")
    leg = "{0} 14-14 {1}\n  {0}: " + scorers + "\n  {1}: " + scorers + f"\n  Note: {'&' * 200}" * 3
    text = f"= 1990 Cup =\n==Final==\n{leg.format('A', 'B')}\n{leg.format('B', 'A')}\n"
    archive = archive_of(tmp_path, a=text)
    async with talking(archive) as bot:
        assert (await bot.ask("/final")).html.endswith("…")
        assert (await bot.ask("/results")).html
    archive.close()


async def test_a_cup_with_nothing_in_it(tmp_path: Path) -> None:
    archive = archive_of(tmp_path)
    async with talking(archive) as bot:
        for command in COMMANDS:
            for argument in ("", "1993", "Kairat", "all"):
                if command.act is not None and command.name != "trivia":
                    continue
                message = await bot.ask(f"/{command.name} {argument}")
                if command.name in ("final", "season", "results", "scorers", "sources", "finals"):
                    assert message.html.startswith("There is no edition yet"), message.html
    archive.close()
