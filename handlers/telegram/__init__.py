"""The Telegram side of the handlers: authors of updates, delivery of answers, refusals of the Bot API."""
