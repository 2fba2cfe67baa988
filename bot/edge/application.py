"""PTB application that raises instead of finishing an update whose changes could not be committed."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import Update

from handlers.telegram.application import AnyApplication
from store.chats.database import may_pass


class NotWritten(Exception):
    """Raised when the changes of an update could not be committed; *again* processes it once more."""

    def __init__(self, again: Callable[[], Awaitable[None]]) -> None:
        super().__init__("what an update changes could not be written down")
        self.again = again


class ServingApplication(AnyApplication):
    """Application that raises transient database errors, so that the update processor retries the update."""

    async def process_error(self, update: object, error: Exception, *more: Any, **named: Any) -> bool:
        """Pass *error* to the error handlers; whether one of them stops further processing.

        :raises NotWritten: when *error* says that ``chats.db`` cannot be written at the moment.
        """
        if isinstance(update, Update) and may_pass(error):
            raise NotWritten(partial(self.process_update, update)) from error
        return await super().process_error(update, error, *more, **named)
