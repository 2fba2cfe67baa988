"""Games of trivia: their commands, the host who leads them, tables and boards."""
