"""Clubs: their names, and their identity over all editions."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClubName:
    """A name of a club: *language* ``en``, ``ru`` or ``kk``; *since* and *until* are years.

    *of* are the club's English names that it renders, if it is a form of certain ones. A name in the club's
    line of successive names has *since*; *until* None means to this day.
    *verified* is False for a name that was not found in a source.
    """

    name: str
    language: str = "en"
    of: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    verified: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """Cups won, by *editions*' ids, that *sources* count not for a club but for another called *name*."""

    name: str
    editions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Club:
    """A club over all editions. *line* is its successive names in order of time, *names* those in
    other languages, both empty for a club that is in no registry. *apart* are cups that some
    sources do not count for it. *second_team_of* is the id of the club whose second team, or academy, it
    is. *colours* are values such as ``#ffd200``, the first one first."""

    id: str
    name: str
    registered: bool = False
    city: str = ""
    city_names: tuple[str, ...] = ()
    founded: str = ""
    dissolved: str = ""
    note: str = ""
    not_to_mistake: str = ""
    confidence: str = ""
    second_team_of: str = ""
    sources: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    colours_sources: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    names: tuple[ClubName, ...] = ()
    line: tuple[ClubName, ...] = ()

    @property
    def cities(self) -> tuple[str, ...]:
        """Every name of its city, today's first; empty when the city is not known."""
        return tuple(filter(None, (self.city, *self.city_names)))


@dataclass(frozen=True, slots=True)
class RegisteredClub(Club):
    """A club as the registry has it. *editions* maps an edition's id to the names in its file, the
    canonical one of the time first."""

    editions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def all_names(self) -> Iterable[str]:
        """Every name and alias of the club, the English name first; may repeat."""
        yield self.name
        for written in self.editions.values():
            yield from written
        for known in (*self.line, *self.names):
            yield known.name
