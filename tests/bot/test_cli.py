"""What the command line shows while something takes long."""

import io

import pytest
import rich.console
from rich.console import Console

from bot import cli


def shown_by(bar: "cli._ProgressBar", monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal shows of an import of two editions."""
    terminal = io.StringIO()
    monkeypatch.setattr(
        rich.console, "Console", lambda stderr: Console(file=terminal, force_terminal=stderr, width=80)
    )
    with bar as progress:
        for done in range(3):
            progress(done, 2)
    return terminal.getvalue()


def test_a_long_import_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_PROGRESS_AFTER", -1.0)
    shown = shown_by(cli._ProgressBar(), monkeypatch)
    assert "Importing seasons" in shown
    assert "100%" in shown


def test_a_short_import_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_PROGRESS_AFTER", 3600.0)
    assert shown_by(cli._ProgressBar(), monkeypatch) == ""
