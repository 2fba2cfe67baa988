"""Pictures of cards: laid out as shapes on a sheet, and drawn as PNG files."""
