"""The wording of questions: polls in one language, within the limits of Telegram."""
