"""``/status``: uptime and health counters, for owners only."""

from handlers.core.answers import Answer
from handlers.core.command import Ask, Command
from store.text.translatable import N_


def status(ask: Ask, _request: None) -> Answer:
    """Version, uptime, updates handled, failures, and the sizes of the databases."""
    services, health = ask.services, ask.services.health
    now = services.clock()
    text = ask.texts.render(
        "about/status",
        "status",
        version=services.version,
        health=health,
        up=now - health.began,
        ago=None if health.latest is None else now - health.latest,
        editions=len(ask.archive.labels),
        archive=ask.archive.size(),
        chats=services.chats.size(),
    )
    return Answer(text)


COMMANDS = (Command("status", N_("how the bot is, for its owners"), answer=status, owners=True),)
