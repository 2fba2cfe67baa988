"""The command table."""

from handlers.about import help as about_help
from handlers.about import language, privacy, scope, start, status
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
from handlers.daily import commands as daily
from handlers.following import commands as following
from handlers.missing import know, missing
from handlers.own import commands as own
from handlers.pictures import commands as pictures
from handlers.settings import commands as settings
from handlers.trivia import boards, duels
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
    following,
    daily,
    boards,
    own,
)
_LISTED = tuple(command for feature in _FEATURES for command in feature.COMMANDS)
_GREETING, _ABOUT = start.COMMANDS
_OF_THE_BOT = (*settings.COMMANDS, *language.COMMANDS, *privacy.COMMANDS, _ABOUT)

COMMANDS: tuple[AnyCommand, ...] = (
    *_LISTED,
    *_OF_THE_BOT,
    about_help.help_with((*_LISTED, *_OF_THE_BOT)),
    _GREETING,
)
"""Every command, in the order in which tables of them show them."""

OF_BUTTONS = (
    *know.COMMANDS,
    *duels.OF_LINKS,
    *trivia.OF_HOSTS,
    *final.OF_BUTTONS,
    *club.OF_BUTTONS,
    *scope.OF_TALK,
    *pictures.OF_BUTTONS,
)
"""Commands that buttons and talk call, and that ``/help`` does not list."""

FOR_OWNERS = status.COMMANDS
"""Commands for owners, which ``/help`` does not list."""

_IN_PRIVATE = ("final", "club", "h2h", "titles", "scorers", "today", "trivia", "daily", "language", "help")
_IN_GROUPS = ("trivia", "skip", "top", "final", "club", "help")
_FOR_ADMINS = ("trivia", "skip", "stop", "top", "daily", "final", "club", "settings", "language", "help")

MENUS = {
    scope: tuple(command for name in names for command in COMMANDS if command.name == name)
    for scope, names in (
        ("default", _IN_PRIVATE),
        ("all_private_chats", _IN_PRIVATE),
        ("all_group_chats", _IN_GROUPS),
        ("all_chat_administrators", _FOR_ADMINS),
    )
}
"""The commands of Telegram's menus, by https://core.telegram.org/bots/api#botcommandscope: those that most
users want there; ``/help`` has all."""
