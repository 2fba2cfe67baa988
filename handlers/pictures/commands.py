"""The button "Picture" of a card, and those below a picture that make the chat's pictures dark or light.

Pillow, the fonts and what lays pictures out take time to load, and memory: they are loaded with the first
picture, in another thread.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from handlers.core.answers import Answer, Button, Call, Picture
from handlers.core.callback_data import OldButton
from handlers.core.command import AnyCommand, Ask, Command, Stage, read
from handlers.cup import club, final, scorers, season, titles
from handlers.trivia.table import GAME, table_answer
from store.chats.models import Game
from store.preferences.pictures import are_dark, make_dark
from store.text.translatable import N_

if TYPE_CHECKING:
    from types import ModuleType

Result = TypeVar("Result")

_CARDS: dict[str, AnyCommand] = {
    command.name: command
    for feature in (final, season, club, scorers, titles)
    for command in feature.COMMANDS
}
_THREADS = 1  # for what is done beside: one picture at a time
_LONGEST_CAPTION = 1024  # UTF-16 units, https://core.telegram.org/bots/api#sendphoto
_DARK, _LIGHT = "dark", "light"


def read_card(ask: Ask) -> Ask:
    """The call of the card that the button is about, see :func:`handlers.core.links.picture_buttons`.

    :raises OldButton: when no such card has a picture.
    """
    called = ask.call
    if called.word == GAME:
        return replace(ask, call=Call(GAME, game=_game_of(ask).id))
    if called.word not in _CARDS:
        raise OldButton(called)
    everyone = called.word == "scorers" and called.edition is None
    word = scorers.ALL if everyone else None
    return replace(ask, call=replace(called, command=called.word, word=word, argument="", back=None))


def _game_of(ask: Ask) -> Game:
    """The game of the button, which is of the chat that it was pressed in: only its players see each other's
    names.

    :raises OldButton: when there is no such game there, or it has not ended.
    """
    game = ask.services.games.find(ask.call.game) if ask.call.game is not None else None
    if game is None or game.ended is None or game.place.chat != ask.author.place.chat:
        raise OldButton(ask.call)
    return game


def card_shown(call: Call) -> Call | None:
    """The call of the card whose picture shows the page of *call*; None for one without a picture."""
    if call.command not in _CARDS:
        return None
    word = call.word if call.command == "scorers" else None
    return Call(call.command, edition=call.edition, clubs=call.clubs, word=word)


async def picture(ask: Ask, card: Ask, stage: Stage) -> None:
    """Send the picture of a card, in the colours of the chat's pictures."""
    await _show(card, stage, dark=are_dark(ask.services.chats, ask.author.place.chat))


async def repaint(ask: Ask, card: Ask, stage: Stage) -> None:
    """Make the chat's pictures dark or light, as an admin wants, and this one with them."""
    if not await stage.is_admin():
        raise ask.refuse("core/picture", "not_yours")
    dark = ask.call.command == _DARK
    make_dark(ask.services.chats, ask.author.place.chat, dark=dark)
    await _show(card, stage, dark=dark)


async def _show(card: Ask, stage: Stage, *, dark: bool) -> None:
    """Send the picture of *card*, with a button for the other colours and one to share the card.

    :raises Refused: when nothing is known that it could show.
    """
    found = await picture_of(card, dark=dark)
    if found is None:
        raise card.refuse("core/picture", "none")
    label = card.texts.gettext("Light") if dark else card.texts.gettext("Dark")
    call = replace(card.call, command=_LIGHT if dark else _DARK, word=card.call.command)
    buttons = [Button(label, call)]
    if parameter := card.services.links.opening(card.call):
        buttons.append(Button(card.texts.gettext("Share"), card.call, share=parameter))
    await stage.show(replace(found, buttons=(tuple(buttons),)))


async def picture_of(card: Ask, *, dark: bool) -> Picture | None:
    """The picture of a *card*, to be drawn; None when nothing is known that it could show.

    :raises Refused: when there is no such card.
    """
    picture = await drawn(card, dark=dark)
    if picture is None:
        return None
    await asyncio.sleep(0)  # laying out takes some 10 ms, and so may the caption: votes come in between
    if card.call.command == GAME:
        caption = caption_of(table_answer(card.services, card.services.games.game(card.call.game or 0)))
        return replace(picture, name=GAME, caption=caption, lasting=False)
    command = _CARDS[card.call.command]
    understood = read(card, {command.name: command})
    if command.answer is None:
        raise OldButton(card.call)
    caption = caption_of(command.answer(understood.ask, understood.request))
    name = card.services.links.opening(card.call) or card.call.command
    return replace(picture, name=name, caption=caption)


async def drawn(card: Ask, *, dark: bool, hidden: str = "") -> Picture | None:
    """The picture of a *card* without a caption, to be drawn; of a final or an edition, with the club of the
    id *hidden* covered. None when nothing is known that it could show."""
    drawing, label = await in_a_thread(_loaded), card.call.edition
    sheet = drawing.laid_out_covered(card, label, hidden) if hidden and label else drawing.laid_out(card)
    if sheet is None:
        return None
    look = drawing.Look(dark)
    draw = partial(drawing.draw, sheet, look)
    return Picture(drawing.key_of(sheet, look), card.call.command, "", draw)


def caption_of(answer: Answer) -> str:
    """The beginning of *answer* as the caption of its picture: whole lines, without what is folded."""
    lines = str(answer.text).partition("<blockquote")[0].rstrip().split("\n")
    while len("\n".join(lines).encode("utf-16-le")) // 2 > _LONGEST_CAPTION:
        del lines[-1]
    return "\n".join(lines)


async def in_a_thread(work: Callable[[], Result]) -> Result:
    """The result of *work*, which is done beside everything else: such as drawing a picture."""
    return await asyncio.get_running_loop().run_in_executor(_pool(), work)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, "pictures")


def _loaded() -> "ModuleType":
    """The module that draws, with all that it needs."""
    from handlers.pictures import layouts

    layouts.load()
    return layouts


_USAGE = N_("CARD")
OF_BUTTONS = (
    Command("picture", N_("a picture of a card"), _USAGE, read=read_card, act=picture),
    Command(_DARK, N_("dark pictures"), _USAGE, read=read_card, act=repaint),
    Command(_LIGHT, N_("light pictures"), _USAGE, read=read_card, act=repaint),
)
"""Commands that buttons call, and that ``/help`` does not list."""
