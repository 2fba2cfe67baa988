"""What follows from the files: pure functions over frozen values."""
