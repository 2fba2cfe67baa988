"""What the admins of a chat have chosen for it."""
