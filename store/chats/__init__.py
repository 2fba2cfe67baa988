"""The user data of chats: games, answers and leaderboards, in ``chats.db``, which cannot be rebuilt."""
