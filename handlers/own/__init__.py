"""Own questions of a chat: sent by its admins, for quiz nights."""
