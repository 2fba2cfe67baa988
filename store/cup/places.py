"""Places: cities and venues, with their names in three languages and over time."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name of a place in English, Russian and Kazakh, empty where it is not known, *since* a year and
    *until* another, None where that is not known."""

    name: str
    russian: str = ""
    kazakh: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A city, a country, or a venue in a *city*, by the id of that, under its name of today.

    *former* are earlier names, *also* other spellings of today's in files. *formed* says that no source was
    seen for its *russian* or *kazakh* form.
    """

    id: str
    name: str
    russian: str = ""
    kazakh: str = ""
    formed: bool = False
    city: str = ""
    former: tuple[PlaceName, ...] = ()
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_venue(self) -> bool:
        """Whether it is a venue in a city."""
        return self.city != ""

    def named(self) -> Iterator[tuple[str, PlaceName]]:
        """Every name that files may use for it, with the name to show: today's, or the former one itself."""
        today = PlaceName(self.name, self.russian, self.kazakh)
        for called in (self.name, *self.also):
            yield called, today
        for known in self.former:
            yield known.name, known

    def all_names(self) -> Iterator[str]:
        """All its names in all languages, today's English one first; may repeat."""
        for called, known in self.named():
            yield from filter(None, (called, known.name, known.russian, known.kazakh))
