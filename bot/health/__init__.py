"""Whether the bot is well: what it looks at, and the file by which another program knows."""
