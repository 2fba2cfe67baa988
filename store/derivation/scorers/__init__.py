"""Whose the goals were: scorers and their numbers of goals, as bounds where the sources leave them open."""
