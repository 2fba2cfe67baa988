"""``/language``: the language of messages, chosen by a user in private, by an admin for a group."""

from dataclasses import replace

from handlers.about.start import hello, start
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import fitted
from handlers.core.links import every_language
from handlers.wording.languages import languages
from store.chats.people import choose_language
from store.text.translatable import N_
from store.text.vocabulary import meanings


def read_language(ask: Ask) -> str:
    """Parse the argument to the code of a language.

    :raises Refused: when it is none: then the languages are offered.
    """
    typed = ask.call.argument.casefold().strip()
    code = ask.call.word or meanings("languages").get(typed, typed)
    if code not in languages():
        private = ask.author.place.private
        raise ask.refuse("about/language", "offer", (every_language(),), private=private)
    return code


async def language(ask: Ask, code: str, stage: Stage) -> None:
    """Keep the language that was chosen, and greet in it."""
    if not await stage.is_admin():
        raise ask.refuse("about/language", "not_yours")
    choose_language(ask.services.chats, ask.author.place.chat, code)
    chosen = ask.in_language(code)
    greeting = start(chosen, None) if ask.author.place.private else hello(chosen)
    await stage.change(replace(greeting, buttons=fitted(greeting.buttons)))


COMMANDS = (
    Command("language", N_("the language of messages"), N_("[LANGUAGE]"), read=read_language, act=language),
)
