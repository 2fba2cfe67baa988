"""Serving on Telegram: the bot put together, started and stopped, and what it does beside answering."""
