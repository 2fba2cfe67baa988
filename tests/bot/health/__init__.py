"""Tests of the health of the bot."""
