"""Parsing a table of matches (CSV), a row a match, into a season file for each edition in it."""
