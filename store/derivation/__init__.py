"""Deriving editions from parsed seed files: pure functions over frozen dataclasses."""
