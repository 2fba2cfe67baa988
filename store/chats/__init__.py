"""What chats did: games, answers and boards, in ``chats.db``, which is precious."""
