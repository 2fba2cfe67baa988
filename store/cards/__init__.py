"""Cards: frozen view models, each with all data for one message, queried from the archive at once."""
