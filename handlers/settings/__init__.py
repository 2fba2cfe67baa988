"""The settings of a chat, by buttons."""
