"""The seeds folder, and which of its files are seed files."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

CLUBS, PLAYERS, SUPPLEMENT = "clubs.toml", "players.toml", "supplement.toml"
PLACES, REFEREES = "places.toml", "referees.toml"
SHARED = (CLUBS, PLAYERS, PLACES, REFEREES, SUPPLEMENT)

_NAMES = ".clubs.txt"  # openfootball's names of clubs
TABLE_ENDINGS = (".csv", ".tsv")  # of tables of matches
_OTHERS = re.compile(  # texts of other kinds that lie beside openfootball's
    r"(?:^|/)(?:readme|licen[sc]e|notes|todo|changelog)[^/]*\.txt$"
    r"|[._](?:conf|leagues|grounds|props|seasons|wiki|history|i18n|squads)\.txt$",
    re.IGNORECASE,
)

Progress = Callable[[int, int], None]


class ImportFailed(Exception):
    """Nothing could be imported; the message says why in one sentence."""


class CannotWrite(ImportFailed):
    """The archive cannot be written; the previous one is unchanged."""


def is_names(name: str) -> bool:
    """Whether the file *name* has openfootball's names of clubs."""
    return name.lower().endswith(_NAMES)


def is_table(name: str) -> bool:
    """Whether the file *name* is a table of matches."""
    return name.lower().endswith(TABLE_ENDINGS)


def is_shared(name: str) -> bool:
    """Whether all editions depend on the file *name*: a TOML file or one with names of clubs."""
    return name in SHARED or is_names(name)


def seed_files(seeds: Path) -> dict[str, Path]:
    """The season files, tables of matches, TOML files and files of clubs' names of the folder, by name,
    sorted.

    Season files in sub-folders are named with their folder (``2024-25/facup.txt``). Hidden files and folders
    are left aside, and so are texts of other kinds and tables in sub-folders.

    :raises ImportFailed: when the folder does not exist or cannot be read.
    """
    if not seeds.is_dir():
        raise ImportFailed(f"there is no seeds folder {seeds}")
    try:
        return dict(sorted(_files(seeds)))
    except OSError as error:
        raise ImportFailed(f"cannot read the seeds folder {seeds}: {error.strerror}") from None


def _files(seeds: Path) -> Iterator[tuple[str, Path]]:
    def failed(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(seeds, onerror=failed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            name = path.relative_to(seeds).as_posix()
            is_seed = name in SHARED or _is_text(name) or (is_table(name) and "/" not in name)
            if path.is_file() and is_seed:
                yield name, path


def _is_text(name: str) -> bool:
    return name.lower().endswith(".txt") and not _OTHERS.search(name)
