"""The bot in a terminal, with an in-process fake of the Bot API."""
