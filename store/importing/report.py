"""Reports of imports, for the maintainers of the seed files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import process

from store.cup.editions import Edition, FilePart
from store.cup.findings import Finding
from store.cup.labels import Label
from store.seedfiles.problems import Problem
from store.text.folding import fold_club

if TYPE_CHECKING:  # most starts derive nothing
    from store.derivation.names.registry import Registry
    from store.seedfiles.season import SeasonFile

_RESEMBLES = 80  # least similarity of 100, by rapidfuzz on folded names


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A club's *name* in *edition* that is not in the registry, and the most similar name that is, if any."""

    edition: Label
    name: str
    resembles: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was parsed, the first of several of an edition, the contradictions found in it, and how
    many lines of each kind were *left_out*. *parts* are the files if they are several."""

    path: str
    edition: Label
    findings: tuple[Finding, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    parts: tuple[FilePart, ...] = ()


def imported(edition: Edition, season: "SeasonFile") -> Imported:
    """The report on an *edition* that was derived from *season*."""
    return Imported(edition.path, edition.label, edition.contradictions, season.left_out, edition.parts)


@dataclass(slots=True)
class ImportReport:
    """The result of an import: paths of seed files, relative to their folder, and the editions in them.

    Of a check of files without an import the paths are as given.
    """

    imported: list[Imported] = field(default_factory=list)
    read: list[str] = field(default_factory=list)  # TOML files that were only validated
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # those of them whose edition is in no other file
    kept: list[str] = field(default_factory=list)  # invalid now; the text imported earlier is used
    problems: list[Problem] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    rebuilt: bool = False
    aside: int = 0  # season files of other cups


class UnknownNames:
    """Finds the names of clubs that are not in a *registry*; none when it has no clubs."""

    def __init__(self, registry: "Registry") -> None:
        self._registry = registry
        self._known: dict[str, str] = {}
        for club in registry.clubs.values():
            for name in club.all_names():
                self._known.setdefault(fold_club(name), name)

    def of(self, edition: Edition) -> Iterator[UnknownName]:
        """The unknown names in *edition*."""
        for entrant, names in edition.entrants.items() if self._known else ():
            if entrant not in self._registry.clubs:
                best = process.extractOne(fold_club(names[0]), self._known.keys(), score_cutoff=_RESEMBLES)
                yield UnknownName(edition.label, names[0], self._known[best[0]] if best else None)
