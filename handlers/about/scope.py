"""What the archive has no answer to: other competitions, and what is to come."""

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only
from handlers.core.command import Ask, Command
from store.text.translatable import N_


def not_here(ask: Ask, _request: object) -> Answer:
    """That only the cup's past is known, with a button for the edition that was asked for, or the latest."""
    text = ask.texts.render("about/start", "not_here", competition=ask.archive.competition)
    if not ask.archive.labels:
        return Answer(text)
    label = edition_only(ask)
    button = Button(
        f"{ask.texts.values.translated(ask.archive.edition(label).competition)} {ask.show(label)}",
        Call("season", edition=label),
    )
    return Answer(text, ((button,),))


OF_TALK = (Command("nothere", N_("what is not known here"), N_("[EDITION]"), answer=not_here, lasting=True),)
"""Commands that talk alone calls."""
