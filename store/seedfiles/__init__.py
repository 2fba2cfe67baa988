"""Parsing of the hand-written seed files, with validation errors by line."""
