"""What is not known, and reports by users who know it."""
