"""The types of PTB's application and context that the bot uses: none of its data is kept by PTB."""

from typing import Any

from telegram.ext import Application, CallbackContext

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]
