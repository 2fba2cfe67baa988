"""Names of venues and referees: what files write, and what is shown for it."""

from collections.abc import Iterable

from store.cup.facts import FactName
from store.cup.places import Place, PlaceName
from store.cup.players import Referee
from store.text.folding import key_as_written


class FactNames:
    """The venues and referees of the registry; empty without one.

    A venue is written as ``Central Stadium, Almaty``, or as a city alone; a referee as ``Sergei Borodin
    (Karagandy)``, or without a city.
    """

    def __init__(self, places: Iterable[Place] = (), referees: Iterable[Referee] = ()) -> None:
        self.places = {place.id: place for place in places}
        self.referees = {referee.id: referee for referee in referees}
        self._cities: dict[str, tuple[Place, PlaceName]] = {}
        self._venues: dict[tuple[str, str], tuple[Place, PlaceName]] = {}  # by name and id of the city
        for place in self.places.values():
            for called, known in place.named():
                if place.is_venue:
                    self._venues[key_as_written(called), place.city] = place, known
                else:
                    self._cities[key_as_written(called)] = place, known
        self._referees = {
            key_as_written(called): referee
            for referee in self.referees.values()
            for called in (referee.name, *referee.also)
        }

    def city_names(self, city: str) -> tuple[str, ...]:
        """All names of the *city* called so, of all times and in all languages, but this one; empty for one
        that is in no registry."""
        found = self._cities.get(key_as_written(city))
        names = found[0].all_names() if found else ()
        return tuple(name for name in dict.fromkeys(names) if name != city)

    def shown(self, fact: str, text: str) -> str:
        """*text* as it is shown: under the name of the registry, else as it is."""
        found = self.of(fact, text)
        return found.text if found else text

    def of(self, fact: str, text: str) -> FactName | None:
        """The venue or referee that *text* names; None for one that is in no registry, or another *fact*."""
        if fact == "venue":
            return self._venue(text)
        return self._referee(text) if fact == "referee" else None

    def _venue(self, text: str) -> FactName | None:
        if alone := self._cities.get(key_as_written(text)):
            city, known = alone
            return FactName("venue", known.name, city.id, known.russian, known.kazakh)
        called, _, where = text.rpartition(", ")
        if not (there := self._cities.get(key_as_written(where))):
            return None
        city, then = there
        if not (found := self._venues.get((key_as_written(called), city.id))):
            return None
        venue, known = found
        forms = ((known.name, then.name), (known.russian, then.russian), (known.kazakh, then.kazakh))
        english, russian, kazakh = (", ".join(form) if all(form) else "" for form in forms)
        return FactName("venue", english, venue.id, russian, kazakh)

    def _referee(self, text: str) -> FactName | None:
        called, _, where = text.partition(" (")
        where = where.strip().removesuffix(")").strip()
        if not (referee := self._referees.get(key_as_written(called))):
            return None
        if not where:
            return FactName("referee", referee.name, referee.id, referee.russian, referee.kazakh)
        there = self._cities.get(key_as_written(where))
        then = there[1] if there else PlaceName(where)
        forms = (
            (referee.name, then.name),
            (referee.russian, then.russian),
            (referee.kazakh, then.kazakh),
        )
        english, russian, kazakh = (f"{form[0]} ({form[1]})" if all(form) else "" for form in forms)
        return FactName("referee", english, referee.id, russian, kazakh)
