"""Editions for tests, derived from a few lines."""

from importlib import resources
from pathlib import Path

from store.archive.archive import Archive
from store.cup.editions import Edition
from store.derivation.edition import derive
from store.derivation.names.facts import FactNames
from store.derivation.names.registry import Registry
from store.importing.importer import import_seeds
from store.seedfiles.registry import load_clubs, load_places, load_players, load_referees
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.supplement import load_supplement
from store.seedfiles.toml import TomlFile


def edition_of(
    text: str,
    clubs: str = "",
    players: str = "",
    supplement: str = "",
    places: str = "",
    referees: str = "",
) -> Edition:
    """The edition of a season file's *text* with these TOML texts beside it."""
    facts = FactNames(
        load_places(TomlFile(places, "places.toml")), load_referees(TomlFile(referees, "referees.toml"))
    )
    registry = Registry(
        load_clubs(TomlFile(clubs, "clubs.toml")), load_players(TomlFile(players, "players.toml")), facts
    )
    added = load_supplement(TomlFile(supplement, "supplement.toml"))
    return derive(parse_season(text, "x.txt"), registry, added, "x.txt")


def seed(name: str) -> str:
    """The text of a file that comes with the package."""
    return resources.files("seeds").joinpath(name).read_text("utf-8")


def our_edition(year: int, *, registry: bool = True, supplement: bool = True) -> Edition:
    """1992 or 1993 as given, with or without what stands beside the season files."""
    return edition_of(
        seed(f"{year}.txt"),
        seed("clubs.toml") if registry else "",
        seed("players.toml") if registry else "",
        seed("supplement.toml") if supplement else "",
    )


def archive_of(folder: Path, **files: str) -> Archive:
    """An archive of season files, by name without ``.txt``."""
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    assert import_seeds(folder, folder / "archive.db").problems == []
    return Archive(folder / "archive.db")
