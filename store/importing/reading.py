"""Reading and parsing seed files, and the TOML files next to them, for import or only to validate them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.cup.editions import Edition
from store.derivation.edition import derive
from store.derivation.registry import Registry
from store.importing.report import Imported, ImportReport, unknown_names
from store.seedfiles.decode import read_file
from store.seedfiles.folder import CLUBS, PLAYERS, SHARED, SUPPLEMENT
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.registry import load_clubs, load_players
from store.seedfiles.season import SeasonFile
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.supplement import Supplement, load_supplement
from store.seedfiles.toml import TomlFile


@dataclass(frozen=True, slots=True)
class Shared:
    """The registry and the supplement, with which all editions are derived."""

    registry: Registry
    supplement: Supplement


def check_files(paths: Sequence[Path]) -> ImportReport:
    """Validate seed files without importing them, season files with the TOML files next to them."""
    report = ImportReport()
    for path in paths:
        try:
            _check(path, report)
        except UnreadableFile as error:
            report.problems += error.problems
    return report


def _check(path: Path, report: ImportReport) -> None:
    data = read_seed(path, str(path))
    if path.name in SHARED:
        _LOADERS[path.name](TomlFile(data, str(path)))
        report.read.append(str(path))
        return
    beside = [path.parent / name for name in SHARED if (path.parent / name).is_file()]
    shared = load_shared({file.name: read_seed(file, str(file)) for file in beside})
    edition = derive_with(parse_season(data, str(path)), shared, str(path))
    report.imported.append(Imported(str(path), edition.label, edition.contradictions))
    report.unknown += unknown_names([edition], shared.registry)


def read_seed(path: Path, name: str) -> bytes:
    """The bytes of the file *path*, called *name* in validation errors.

    :raises store.seedfiles.problems.UnreadableFile: when it cannot be read.
    """
    try:
        return read_file(path)
    except OSError as error:
        problem = Problem(name, 1, f"cannot be read ({error.strerror})", "a readable file")
        raise UnreadableFile([problem]) from None


def derive_with(season: SeasonFile, shared: Shared, path: str) -> Edition:
    """The edition derived from *season*, parsed from *path*, with the *shared* registry and supplement."""
    return derive(season, shared.registry, shared.supplement, path)


_LOADERS: Mapping[str, Callable[[TomlFile], object]] = {
    CLUBS: load_clubs,
    PLAYERS: load_players,
    SUPPLEMENT: load_supplement,
}


def load(text: bytes | str, name: str) -> object:
    """The entries parsed from *text* of the TOML seed file *name*.

    :raises store.seedfiles.problems.UnreadableFile: when it is invalid.
    """
    return _LOADERS[name](TomlFile(text, name))


def load_shared(texts: Mapping[str, bytes | str]) -> Shared:
    """Registry and supplement parsed from *texts*, by file name; all files are optional."""
    files = {name: TomlFile(texts[name], name) for name in SHARED if name in texts}
    registry = Registry(
        load_clubs(files[CLUBS]) if CLUBS in files else (),
        load_players(files[PLAYERS]) if PLAYERS in files else (),
    )
    supplement = load_supplement(files[SUPPLEMENT]) if SUPPLEMENT in files else Supplement()
    return Shared(registry, supplement)
