"""Fuzzy search: from user input to a club, a player, two clubs or a day."""
