"""How prominent clubs are in a cup: the editions they played in, and whose second teams they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from store.cup.clubs import Club
from store.search.names import Names

Appearances = list[tuple[str, ...]]
"""The names of a club in each edition that it played in."""


class Prominence:
    """The prominence of *clubs*, of which *entrants* has the names in each edition."""

    def __init__(self, clubs: Iterable[Club], entrants: Iterable[Names]) -> None:
        self._second_teams: Mapping[str, str] = {club.id: club.second_team_of for club in clubs}
        self._appearances: dict[str, Appearances] = defaultdict(list)
        for edition in entrants:
            for club, names in edition.ids.items():
                self._appearances[club].append(names)

    def appearances(self, club: str) -> Appearances:
        """The names of *club* in each edition that it played in."""
        return self._appearances.get(club, [])

    def most(self, clubs: Iterable[str]) -> int:
        """The most editions that one of *clubs* played in."""
        return max((len(self.appearances(club)) for club in clubs), default=0)

    def is_second_team(self, club: str, clubs: Iterable[str]) -> bool:
        """Whether *club* is the second team of one of *clubs*."""
        return self._second_teams[club] in clubs

    def foremost(self, clubs: tuple[str, ...], times: int) -> tuple[str, ...]:
        """The *clubs* without second teams of others of them, and without those that one of them surpasses
        that many *times* in editions."""
        most = self.most(clubs)
        found = [
            club
            for club in clubs
            if not self.is_second_team(club, clubs) and times * len(self.appearances(club)) > most
        ]
        return tuple(found) or clubs
