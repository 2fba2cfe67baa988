"""Which names of a season file are one club or one player."""
