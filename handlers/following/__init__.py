"""Following clubs, and what was played on a day: messages that come by themselves in the morning."""
