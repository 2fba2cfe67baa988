"""Questions about the cup, made from what is settled in the archive.

Pure: whatever is drawn is drawn with a random generator that is passed in.
"""
