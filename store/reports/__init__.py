"""Reports by users of what the archive does not know."""
