"""Between answers and Telegram: who asks, how answers are delivered, what is refused."""
