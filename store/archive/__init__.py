"""``archive.db``: its tables, their rows both ways, and every question to it."""
