"""Entry point of the ``kubok`` command."""

import gc


def main() -> None:
    """Run the command line."""
    # Imported modules stay alive: collecting garbage among them is a fifth of the time to the first answer.
    gc.disable()
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    run(prog_name="kubok")
