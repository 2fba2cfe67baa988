"""What is known: reading season files, deriving facts from them, keeping and asking them.

Knows nothing of Telegram; see ``tests/test_architecture.py``.
"""
