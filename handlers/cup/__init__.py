"""Features about the cup, one module per command."""
