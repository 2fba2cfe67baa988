"""Answers that travel: cards for inline queries in any chat."""
