"""What a chat sees: one module per feature, and the table of all commands.

The command table is the only list of commands there is: handlers, ``/help``, Telegram's menu
and the README's table are made from it.
"""
