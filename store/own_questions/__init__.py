"""The questions that chats bring themselves: the format of their files, and where they are kept."""
