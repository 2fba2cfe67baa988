"""From text to search keys: folding, romanisation, keyboard layouts, spelling, vocabulary."""
