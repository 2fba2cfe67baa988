"""Questions about the cup, made from what is settled, with a random generator that is passed in."""
