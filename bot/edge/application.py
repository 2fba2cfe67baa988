"""The kind of application that serves, which takes no update for handled that changed nothing it should."""

from typing import Any

from telegram import Update
from telegram.ext import Application

from store.chats.database import may_pass

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class NotWritten(Exception):
    """What an update changes could not be written down; it has to be handled again."""


class ServingApplication(AnyApplication):
    """Tells whoever has updates processed of a failure that may pass, instead of taking them for handled."""

    async def process_error(self, update: object, error: Exception, *more: Any, **named: Any) -> bool:
        """Have the error handlers look at *error*; whether one of them ends the processing.

        :raises NotWritten: when it says that ``chats.db`` cannot be written just now.
        """
        if isinstance(update, Update) and may_pass(error):
            raise NotWritten(str(error)) from error
        return await super().process_error(update, error, *more, **named)
