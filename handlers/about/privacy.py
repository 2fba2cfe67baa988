"""``/privacy`` shows which data of users are stored, ``/forgetme`` deletes those of the author."""

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Command, Stage
from store.chats.people import forget
from store.text.translatable import N_

_CONFIRMED = "yes"  # the keyword of the button


def privacy(ask: Ask, _request: None) -> Answer:
    """The data that are stored, in seven lines."""
    buttons = ((Button(ask.texts.gettext("Forget me"), Call("forgetme")),),)
    return Answer(ask.texts.render("about/privacy", "privacy"), buttons)


async def forget_me(ask: Ask, _request: None, stage: Stage) -> None:
    """Delete the stored data of the author, who has to confirm with a button that works for no other user."""
    person = ask.author.person
    if person is None:
        raise ask.refuse("about/privacy", "nobody")
    if ask.call.word != _CONFIRMED:
        call = Call("forgetme", word=_CONFIRMED, user=person.id)
        button = Button(ask.texts.gettext("Forget me"), call, style=Style.ENDS)
        await stage.say(Answer(ask.texts.render("about/privacy", "forget"), ((button,),)))
        return
    if ask.call.user != person.id:
        raise ask.refuse("about/privacy", "not_yours")
    stage.leave(person.id)  # a private chat has the id of the user
    forget(ask.services.chats, person.id)
    ask.services.reports.forget(person.id)
    try:
        await stage.change(Answer(ask.texts.render("about/privacy", "forgotten")))
    finally:  # the update itself is still stored: it is scrubbed once handled
        ask.services.chats.to_scrub = True


COMMANDS = (
    Command("forgetme", N_("delete what is kept of you"), act=forget_me),
    Command("privacy", N_("what is kept of you"), answer=privacy),
)
