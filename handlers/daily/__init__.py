"""The question of the day."""
