"""Clubs: their names, and who they are over all editions."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClubName:
    """A name of a club: *language* ``en``, ``ru`` or ``kk``; *since* and *until* are years.

    A name of the club's line has *since*; *until* None means to this day. *verified* is
    False for a name that nobody found in a source.
    """

    name: str
    language: str = "en"
    since: int | None = None
    until: int | None = None
    verified: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """Cups, by *editions*' ids, that *sources* do not count for a club but for one called *name*."""

    name: str
    editions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Club:
    """A club over all editions. *line* is its names in order of time, *names* those in other
    languages, both empty for a club that no registry knows. *apart* are cups that some sources
    do not count for it."""

    id: str
    name: str
    registered: bool = False
    city: str = ""
    city_then: str = ""
    city_names: tuple[str, ...] = ()
    founded: str = ""
    dissolved: str = ""
    note: str = ""
    not_to_mistake: str = ""
    confidence: str = ""
    sources: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    names: tuple[ClubName, ...] = ()
    line: tuple[ClubName, ...] = ()

    @property
    def cities(self) -> tuple[str, ...]:
        """Every name of its city, today's first; empty when it is not known."""
        return tuple(filter(None, (self.city, self.city_then, *self.city_names)))


@dataclass(frozen=True, slots=True)
class RegisteredClub(Club):
    """A club of the registry. *editions* maps an edition's id to the names its file writes, the
    canonical one of the time first."""

    editions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def all_names(self) -> Iterable[str]:
        """Every name of the club, the English one first; names may repeat."""
        yield self.name
        for written in self.editions.values():
            yield from written
        for known in (*self.line, *self.names):
            yield known.name
