"""Handlers of the bot: one module per feature, and the command table.

The command table is the only list of commands: handlers, ``/help``, Telegram's menu and the README's table
are generated from it.
"""
