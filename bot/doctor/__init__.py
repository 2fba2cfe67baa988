"""What is wrong with a set-up, and what to do: each module looks at one part of it."""
