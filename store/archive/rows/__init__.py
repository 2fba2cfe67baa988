"""Rows of the archive and the values that they keep, both ways in one place."""
