"""Entry point of the ``kubok`` command."""

import gc
import sys


def main() -> None:
    """Run the command line."""
    # Imported modules stay alive: collecting garbage among them is a fifth of the time to the first answer.
    gc.disable()
    # httpx does without the module of its own command line, which would load rich and pygments for nothing.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    run(prog_name="kubok")
