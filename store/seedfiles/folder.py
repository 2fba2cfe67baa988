"""The seeds folder, and which of its files are seed files."""

from collections.abc import Callable
from pathlib import Path

CLUBS, PLAYERS, SUPPLEMENT = "clubs.toml", "players.toml", "supplement.toml"


SHARED = (CLUBS, PLAYERS, SUPPLEMENT)


Progress = Callable[[int, int], None]


class ImportFailed(Exception):
    """Nothing could be imported; the message says why in one sentence."""


class CannotWrite(ImportFailed):
    """The archive cannot be written; the previous one is unchanged."""


def seed_files(seeds: Path) -> dict[str, Path]:
    """The season files and TOML files of the folder by name, sorted.

    :raises ImportFailed: when the folder does not exist or cannot be read.
    """
    if not seeds.is_dir():
        raise ImportFailed(f"there is no seeds folder {seeds}")
    try:
        paths = sorted(seeds.iterdir())
    except OSError as error:
        raise ImportFailed(f"cannot read the seeds folder {seeds}: {error.strerror}") from None
    return {
        path.name: path
        for path in paths
        if path.is_file()
        and not path.name.startswith(".")
        and (path.suffix.lower() == ".txt" or path.name in SHARED)
    }
