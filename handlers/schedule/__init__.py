"""What the bot does by itself when it is due: the question of the day, and the end of a season."""
