"""What a command that acts can do, besides answering: speak up, ask who may, go on with a game."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.core.answers import Answer
from handlers.trivia.host import Host


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an acting command was given.

    *say* answers with a new message, *change* puts the answer into the place of the message whose button
    was pressed, where one was. *is_admin* asks Telegram whether who asks may decide for the chat.
    """

    host: Host
    say: Callable[[Answer], Awaitable[None]]
    change: Callable[[Answer], Awaitable[None]]
    is_admin: Callable[[], Awaitable[bool]]
