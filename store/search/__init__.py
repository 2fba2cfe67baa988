"""From what people type to a club, a player, two clubs or a day."""
