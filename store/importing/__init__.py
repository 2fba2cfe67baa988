"""Bringing the archive up to date with a folder of seeds, in one step or not at all."""
