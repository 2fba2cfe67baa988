"""Trivia questions, generated from settled facts; the random generator for drawing them is passed in."""
