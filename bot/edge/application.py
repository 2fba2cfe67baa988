"""The kind of application that serves, which takes no update for handled that changed nothing it should."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import Update

from handlers.telegram.application import AnyApplication
from store.chats.database import may_pass


class NotWritten(Exception):
    """What an update changes could not be written down; *again* handles it once more."""

    def __init__(self, again: Callable[[], Awaitable[None]]) -> None:
        super().__init__("what an update changes could not be written down")
        self.again = again


class ServingApplication(AnyApplication):
    """Tells whoever has updates processed of a failure that may pass, instead of taking them for handled."""

    async def process_error(self, update: object, error: Exception, *more: Any, **named: Any) -> bool:
        """Have the error handlers look at *error*; whether one of them ends the processing.

        :raises NotWritten: when it says that ``chats.db`` cannot be written just now.
        """
        if isinstance(update, Update) and may_pass(error):
            raise NotWritten(partial(self.process_update, update)) from error
        return await super().process_error(update, error, *more, **named)
