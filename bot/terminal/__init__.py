"""The bot in a terminal, against a Telegram inside the process."""
