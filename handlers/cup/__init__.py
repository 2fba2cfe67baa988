"""Features about the cup, a module for each with its commands."""
