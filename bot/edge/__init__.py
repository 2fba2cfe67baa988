"""The Telegram side of the bot: receiving updates, storing them, processing them in order, sending."""
