"""The command table."""

from handlers import (
    club,
    final,
    h2h,
    player,
    records,
    results,
    road,
    scorers,
    season,
    sources,
    start,
    titles,
    today,
)
from handlers.answers import Command

_FEATURES = (final, titles, season, results, club, road, h2h, player, scorers, records, today, sources)
_LISTED = tuple(command for feature in _FEATURES for command in feature.COMMANDS)
_GREETING, _ABOUT = start.COMMANDS

COMMANDS: tuple[Command, ...] = (*_LISTED, _ABOUT, start.help_with((*_LISTED, _ABOUT)), _GREETING)
"""Every command, in the order in which ``/help`` and Telegram's menu show them."""
