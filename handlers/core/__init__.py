"""What every feature is made with: commands, arguments, choices, texts; nothing of Telegram."""
