"""Features about the bot itself: greeting, help, privacy, status."""
