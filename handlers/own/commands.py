"""``/questions``: the own questions of a chat, which its admins send in the private chat, so that nobody else
sees them."""

import re

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import rows_of
from store.chats.models import Mode
from store.own_questions.kept import expect, how_many, keep
from store.own_questions.parse import MOST_QUESTIONS
from store.text.translatable import N_
from store.text.vocabulary import meanings

_NEW = "new"  # the keyword of a button that shows them in a new message
FOR = "for"  # what the link adds, with the number of the group
_OFF, _CONFIRMED = "off", "confirmed"
_GROUP = re.compile(rf"{FOR} (\d{{1,16}})", re.ASCII)


def read_questions(ask: Ask) -> int | str | None:
    """Parse the argument to the id of the group that a link is of, a keyword to delete what there is, or None
    to show that.

    :raises Refused: when it is something else.
    """
    if ask.author.channel:
        raise ask.refuse("trivia/game", "not_here")
    typed = " ".join(ask.call.argument.casefold().split())
    if ask.call.word in (_OFF, _CONFIRMED):
        return ask.call.word
    if not typed:
        return None
    if found := _GROUP.fullmatch(typed):
        return -int(found[1])
    if meanings("switch").get(typed, typed) == _OFF:
        return _OFF
    raise ask.refuse("own/questions", "not_read", typed=ask.call.argument)


async def questions(ask: Ask, wanted: int | str | None, stage: Stage) -> None:
    """Show how many questions a chat has, and how others are sent; or take those that come next for a group;
    or delete what there is."""
    chats, place = ask.services.chats, ask.author.place
    if isinstance(wanted, int):
        await _expect(ask, wanted, stage)
        return
    if wanted is None:
        await (stage.say if ask.call.word == _NEW else stage.change)(_shown(ask))
        return
    if not await stage.is_admin():
        raise ask.refuse("own/questions", "not_yours")
    if wanted == _OFF:
        button = Button(
            ask.texts.gettext("Delete them"), Call("questions", word=_CONFIRMED), style=Style.ENDS
        )
        text = ask.texts.render("own/questions", "delete", number=how_many(chats, place.chat))
        await stage.change(Answer(text, ((button,),)))
        return
    keep(chats, place.chat, [])
    await stage.change(Answer(ask.texts.render("own/questions", "deleted")))


async def _expect(ask: Ask, group: int, stage: Stage) -> None:
    person, chats = ask.author.person, ask.services.chats
    if person is None or not ask.author.place.private:
        raise ask.refuse("own/questions", "in_private")
    decided = await stage.decides_in(group)
    if decided is None:
        raise ask.refuse("own/questions", "not_yours")
    expect(chats, person.id, decided, ask.services.clock())
    await stage.say(
        Answer(
            ask.texts.render("own/questions", "send", group=True, clubs=_some_clubs(ask), most=MOST_QUESTIONS)
        )
    )


def _shown(ask: Ask) -> Answer:
    chats, place, gettext = ask.services.chats, ask.author.place, ask.texts.gettext
    number = how_many(chats, place.chat)
    buttons = []
    if number:
        buttons += [
            Button(gettext("With a host"), Call("trivia", word=Mode.HOSTED), style=Style.NEXT),
            Button(gettext("By the clock"), Call("trivia", word=Mode.OWN)),
        ]
    if not place.private:
        link = f"start=questions-{abs(place.chat)}"
        buttons.append(Button(gettext("Send questions"), Call("questions"), link=link))
    if number:
        buttons.append(Button(gettext("Delete"), Call("questions", word=_OFF), style=Style.ENDS))
    text = ask.texts.render(
        "own/questions",
        "shown",
        number=number,
        private=place.private,
        most=MOST_QUESTIONS,
        group=False,
        clubs=_some_clubs(ask),
    )
    return Answer(text, tuple(rows_of(buttons, 2)))


def _some_clubs(ask: Ask) -> list[str]:
    """The names of three clubs for an example, that of who won most cups first."""
    winners = [ask.texts.values.club(club, name) for club, name, _ in ask.archive.winners[:3]]
    return [*winners, "…", "…", "…"][:3]


COMMANDS = (
    Command(
        "questions",
        N_("your own questions, for quiz nights"),
        read=read_questions,
        act=questions,
    ),
)
