"""Where the program begins."""

import gc


def main() -> None:
    """Run the command line."""
    # What is imported stays. Looking for garbage among it takes a fifth of the time until the first answer.
    gc.disable()
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    run(prog_name="kubok")
