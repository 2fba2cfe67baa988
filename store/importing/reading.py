"""Reading and parsing seed files, and the TOML files next to them, for import or only to validate them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from store.cup.additions import Translation
from store.cup.editions import Edition, FilePart
from store.derivation.edition import derive
from store.derivation.names.facts import FactNames
from store.derivation.names.registry import Registry
from store.importing.report import ImportReport, UnknownNames, imported
from store.seedfiles.decode import decode, read_file
from store.seedfiles.folder import (
    CLUBS,
    PLACES,
    PLAYERS,
    REFEREES,
    SHARED,
    SUPPLEMENT,
    is_names,
    is_shared,
    is_table,
)
from store.seedfiles.football_txt.clubs import load_names
from store.seedfiles.football_txt.parse import parse_football_txt
from store.seedfiles.heading import is_football_txt
from store.seedfiles.match_table.parse import parse_table
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.registry import load_clubs, load_places, load_players, load_referees
from store.seedfiles.season import SeasonFile
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.supplement import Supplement, load_supplement
from store.seedfiles.toml import TomlFile
from store.seedfiles.translations import translations_of_claims, translations_of_tables
from store.text.folding import key_as_written


@dataclass(frozen=True, slots=True)
class Shared:
    """The registry and the supplement, with which all editions are derived, and the *translations* in each of
    their files."""

    registry: Registry
    supplement: Supplement
    translations: Mapping[str, Sequence[Translation]] = field(default_factory=dict)


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
    if is_shared(path.name):
        _load(data, path.name, str(path))
        report.read.append(str(path))
        return
    beside = [file for file in sorted(path.parent.iterdir()) if is_shared(file.name) and file.is_file()]
    shared = load_shared({file.name: read_seed(file, str(file)) for file in beside})
    seasons = read_seasons(data, str(path))
    editions = [derive_with(season, shared, str(path)) for season in seasons]
    report.imported += map(imported, editions, seasons)
    unknown = UnknownNames(shared.registry)
    report.unknown += [name for edition in editions for name in unknown.of(edition)]


def read_seasons(data: bytes | str, path: str) -> tuple[SeasonFile, ...]:
    """The season file parsed from *data* (UTF-8), in either format, or those in a table of matches; it is
    called *path* in validation errors.

    :raises store.seedfiles.problems.UnreadableFile: with every problem found, up to a limit.
    """
    text = decode(data, path)
    if is_table(path):
        return parse_table(text, path)
    return (parse_football_txt(text, path) if is_football_txt(text) else parse_season(text, path),)


def read_seed(path: Path, name: str) -> bytes:
    """The bytes of the file *path*, called *name* in validation errors.

    :raises store.seedfiles.problems.UnreadableFile: when it cannot be read.
    """
    try:
        return read_file(path)
    except OSError as error:
        problem = Problem(name, 1, f"cannot be read ({error.strerror})", "a readable file")
        raise UnreadableFile([problem]) from None


def derive_with(season: SeasonFile, shared: Shared, path: str, parts: tuple[FilePart, ...] = ()) -> Edition:
    """The edition derived from *season*, parsed from *path*, with the *shared* registry and supplement.

    *parts* are its files when it has several.
    """
    return replace(derive(season, shared.registry, shared.supplement, path), parts=parts)


_LOADERS: Mapping[str, Callable[[TomlFile], object]] = {
    CLUBS: load_clubs,
    PLAYERS: load_players,
    PLACES: load_places,
    REFEREES: load_referees,
    SUPPLEMENT: load_supplement,
}


def load(text: bytes | str, name: str) -> object:
    """The entries parsed from *text* of the file *name*, a TOML seed file or one of clubs' names.

    :raises store.seedfiles.problems.UnreadableFile: when it is invalid.
    """
    return _load(text, name, name)


def _load(text: bytes | str, name: str, path: str) -> object:
    if is_names(name):
        return load_names(text, path)
    file = TomlFile(text, path)
    entries = _LOADERS[name](file)
    translations_of_tables(file.every_table())
    return entries


def load_shared(texts: Mapping[str, bytes | str]) -> Shared:
    """Registry and supplement parsed from *texts*, by file name; all files are optional.

    Clubs in files of names are added to those of ``clubs.toml``, except those that it has under any name.
    """
    files = {name: TomlFile(texts[name], name) for name in SHARED if name in texts}
    clubs = load_clubs(files[CLUBS]) if CLUBS in files else []
    known = {key_as_written(name) for club in clubs for name in club.all_names()}
    ids = {club.id for club in clubs}
    for name in sorted(filter(is_names, texts)):
        for club in load_names(texts[name], name):
            keys = {key_as_written(called) for called in club.all_names()}
            if not keys & known and club.id not in ids:
                clubs.append(club)
                ids.add(club.id)
    registry = Registry(
        clubs,
        load_players(files[PLAYERS]) if PLAYERS in files else (),
        FactNames(
            load_places(files[PLACES]) if PLACES in files else (),
            load_referees(files[REFEREES]) if REFEREES in files else (),
        ),
    )
    supplement = load_supplement(files[SUPPLEMENT]) if SUPPLEMENT in files else Supplement()
    translations = {name: translations_of_tables(file.every_table()) for name, file in files.items()}
    return Shared(registry, supplement, translations)


def translations_of(season: SeasonFile) -> list[Translation]:
    """The translations in *season*: of its claims, its summary and its notes."""
    return [*translations_of_claims(season.competition, season.claims), *season.translations]
