"""Between the bot and Telegram: fetching updates, keeping them, handling them in order, sending."""
