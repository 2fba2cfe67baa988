"""The type of PTB's application as we use it: without contexts and data of our own."""

from typing import Any

from telegram.ext import Application

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
