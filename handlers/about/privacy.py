"""``/privacy`` and ``/forgetme``: what is kept of people, and how they have it deleted."""

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command, Stage
from store.chats.people import forget
from store.text.translatable import N_

_CONFIRMED = "yes"  # the word of the button


def privacy(ask: Ask, _request: None) -> Answer:
    """What is kept, in five lines."""
    return Answer(ask.texts.render("about/privacy", "privacy"))


async def forget_me(ask: Ask, _request: None, stage: Stage) -> None:
    """Delete what is kept of who asks, once that was confirmed by a button of his own."""
    person = ask.author.person
    if person is None:
        raise ask.refuse("about/privacy", "nobody")
    if ask.call.word != _CONFIRMED:
        call = Call("forgetme", word=_CONFIRMED, user=person.id)
        button = Button(ask.texts.gettext("Forget me"), call)
        await stage.say(Answer(ask.texts.render("about/privacy", "forget"), ((button,),)))
        return
    if ask.call.user != person.id:
        raise ask.refuse("about/privacy", "not_yours")
    stage.leave(person.id)  # a private chat has the id of the user
    forget(ask.services.chats, person.id)
    try:
        await stage.change(Answer(ask.texts.render("about/privacy", "forgotten")))
    finally:  # what asked for it is kept until now, and goes when it is handled
        ask.services.chats.to_scrub = True


COMMANDS = (
    Command("forgetme", N_("delete what is kept of you"), act=forget_me),
    Command("privacy", N_("what is kept of you"), answer=privacy),
)
