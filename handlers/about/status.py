"""``/status``: how the bot is, for its owners."""

from handlers.core.answers import Answer
from handlers.core.command import Ask, Command
from handlers.core.words import N_


def status(ask: Ask, _request: None) -> Answer:
    """Since when it runs, what it handled and what failed, and how large its files are."""
    services, pulse = ask.services, ask.services.pulse
    now = services.clock()
    text = ask.texts.render(
        "about/status",
        "status",
        version=services.version,
        pulse=pulse,
        up=now - pulse.began,
        ago=None if pulse.latest is None else now - pulse.latest,
        editions=len(ask.archive.labels),
        archive=ask.archive.size(),
        chats=services.chats.size(),
    )
    return Answer(text)


COMMANDS = (Command("status", N_("how the bot is, for its owners"), answer=status, owners=True),)
