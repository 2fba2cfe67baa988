"""Pictures from the command line: that of the card which answers a question."""

from dataclasses import replace

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Picture
from handlers.core.callback_data import OldButton
from handlers.core.command import NOBODY, Ask, Services
from handlers.pictures.commands import card_shown, picture_of
from handlers.talk.free_text import meaning_of


async def picture(services: Services, question: str, language: str, *, dark: bool) -> Picture | None:
    """The picture of the card that answers *question*, in a *language*; None when it has none."""
    author = replace(NOBODY, language=language)
    meaning = meaning_of(question.removeprefix("/"), services, COMMANDS)
    try:
        answer = Answering(services).answer(meaning.meant, author) if meaning else None
    except OldButton:  # it does something, and shows nothing
        return None
    card = card_shown(answer.call) if answer and answer.call else None
    return await picture_of(Ask(card, services, author), dark=dark) if card else None
