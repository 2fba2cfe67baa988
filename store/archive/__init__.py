"""``archive.db``: its schema, the conversion of values to rows and back, and its queries."""
