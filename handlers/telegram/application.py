"""Type aliases of PTB's ``Application`` and ``CallbackContext``: PTB stores no data of the bot."""

from typing import Any

from telegram.ext import Application, CallbackContext

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]
