"""The files that people write: what their lines say, and which line is wrong."""
