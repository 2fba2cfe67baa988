"""What talk means: from free text, in several languages, to the call of a command."""
