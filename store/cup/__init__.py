"""The domain model of a cup: frozen dataclasses, independent of files, databases and chats."""
