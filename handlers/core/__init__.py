"""Building blocks of features: commands, arguments, name resolution, rendering; independent of Telegram."""
