"""Trivia games: their commands, the host that runs them, tables of games and leaderboards."""
