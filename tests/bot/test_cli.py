"""What the command line shows while something takes long."""

import io

import pytest
import rich.console
from rich.console import Console

from bot.progress import ProgressBar


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def shown_by(bar: ProgressBar, monkeypatch: pytest.MonkeyPatch, *, in_terminal: bool = True) -> str:
    """What a terminal, or a file that takes its place, shows of an import of two editions."""
    terminal = Stream(terminal=in_terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(
        rich.console, "Console", lambda stderr: Console(file=terminal, force_terminal=stderr, width=80)
    )
    with bar as progress:
        for done in range(3):
            progress(done, 2)
    return terminal.getvalue()


def test_a_long_import_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_by(ProgressBar(after=-1.0), monkeypatch)
    assert "Importing seasons" in shown
    assert "100%" in shown


def test_a_long_import_shows_nothing_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_by(ProgressBar(after=-1.0), monkeypatch, in_terminal=False) == ""


def test_a_short_import_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_by(ProgressBar(after=3600.0), monkeypatch) == ""
