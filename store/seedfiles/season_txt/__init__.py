"""Parsing season files in the format of this project, which the README describes."""
