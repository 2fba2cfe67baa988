"""The command table."""

from handlers.about import privacy, scope, start, status
from handlers.core.command import AnyCommand
from handlers.cup import (
    club,
    clubs,
    final,
    finals,
    group,
    h2h,
    player,
    records,
    results,
    road,
    scorers,
    season,
    sources,
    titles,
    today,
)
from handlers.missing import know, missing
from handlers.trivia import boards
from handlers.trivia import commands as trivia

_FEATURES = (
    final,
    finals,
    titles,
    season,
    results,
    group,
    club,
    clubs,
    road,
    h2h,
    player,
    scorers,
    records,
    today,
    sources,
    missing,
    trivia,
    boards,
)
_LISTED = tuple(command for feature in _FEATURES for command in feature.COMMANDS)
_GREETING, _ABOUT = start.COMMANDS
_OF_THE_BOT = (*privacy.COMMANDS, _ABOUT)

COMMANDS: tuple[AnyCommand, ...] = (
    *_LISTED,
    *_OF_THE_BOT,
    start.help_with((*_LISTED, *_OF_THE_BOT)),
    _GREETING,
)
"""Every command, in the order in which ``/help`` and Telegram's menu show them."""

OF_BUTTONS = (*know.COMMANDS, *final.OF_BUTTONS, *club.OF_BUTTONS, *scope.OF_TALK)
"""Commands that buttons and talk call, and that ``/help`` and Telegram's menu do not list."""

FOR_OWNERS = status.COMMANDS
"""Commands for owners, which ``/help`` and Telegram's menu do not list."""
