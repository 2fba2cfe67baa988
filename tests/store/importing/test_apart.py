"""An import in a process of its own tells what one here would."""

import os
import signal
from pathlib import Path

import pytest

from store.importing.apart import import_apart
from store.importing.importer import import_seeds
from store.importing.refresh import bring_up_to_date
from store.seedfiles.folder import CannotWrite, ImportFailed


def test_it_tells_how_far_it_is_and_the_report(early_seeds: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = import_apart(early_seeds, tmp_path / "apart.db", lambda *found: told.append(found))
    assert report == import_seeds(early_seeds, tmp_path / "here.db")
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert (tmp_path / "apart.db").read_bytes() == (tmp_path / "here.db").read_bytes()


def test_it_tells_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="there is no seeds folder"):
        import_apart(tmp_path / "nowhere", tmp_path / "archive.db")


def test_an_archive_that_cannot_be_written_is_told_as_such(early_seeds: Path) -> None:
    """A bot then goes on with what it read before."""
    with pytest.raises(CannotWrite, match="cannot write /dev/null"):
        import_apart(early_seeds, Path("/dev/null/archive.db"))


def test_a_process_that_is_killed_is_a_failure(early_seeds: Path, tmp_path: Path) -> None:
    def kill(done: int, total: int) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        for child in children.read_text().split():
            os.kill(int(child), signal.SIGKILL)

    with pytest.raises(ImportFailed, match="ended before it was done"):
        import_apart(early_seeds, tmp_path / "archive.db", kill)
    assert not (tmp_path / "archive.db").exists()


def test_it_is_used_only_when_something_has_changed(
    early_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bring_up_to_date(early_seeds, tmp_path / "archive.db", apart=True).imported
    monkeypatch.setattr("subprocess.Popen", None)
    assert bring_up_to_date(early_seeds, tmp_path / "archive.db", apart=True).unchanged
