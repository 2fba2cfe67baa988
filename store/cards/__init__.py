"""What one message shows, asked of the archive at once: a frozen view for each card."""
