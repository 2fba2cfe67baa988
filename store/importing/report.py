"""What an import did, for whoever looks after the seeds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import process

from store.cup.editions import Edition
from store.cup.findings import Finding
from store.cup.labels import Label
from store.derivation.registry import Registry
from store.seedfiles.problems import Problem
from store.text.folding import fold_club

_RESEMBLES = 80  # of 100, by rapidfuzz on folded names


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A club's *name* in *edition* that the registry doesn't know, and the known name nearest to it."""

    edition: Label
    name: str
    resembles: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read, its edition, and the contradictions found in it."""

    path: str
    edition: Label
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What an import did: paths of seed files, within their folder, and the editions in them."""

    imported: list[Imported] = field(default_factory=list)
    read: list[str] = field(default_factory=list)  # TOML files that were only checked
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # unreadable now, served as read earlier
    problems: list[Problem] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    rebuilt: bool = False


def unknown_names(editions: Sequence[Edition], registry: Registry) -> list[UnknownName]:
    """Names that became clubs of their own although there is a registry."""
    known: dict[str, str] = {}
    for club in registry.clubs.values():
        for name in club.all_names():
            known.setdefault(fold_club(name), name)
    if not known:
        return []
    unknown = []
    for edition in editions:
        for entrant, names in edition.entrants.items():
            if entrant not in registry.clubs:
                best = process.extractOne(fold_club(names[0]), known.keys(), score_cutoff=_RESEMBLES)
                unknown.append(UnknownName(edition.label, names[0], known[best[0]] if best else None))
    return unknown
