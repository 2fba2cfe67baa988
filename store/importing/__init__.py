"""Importing a folder of seed files into the archive, atomically."""
