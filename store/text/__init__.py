"""From what was written to a key: folding, romanising, keyboards, spelling."""
