"""What the bot does by itself at a time: the record of what is due, daily questions, and seasons."""
