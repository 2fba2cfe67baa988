"""Which club each name of a season file is."""

from collections.abc import Iterator

from store.cup.findings import Finding, FindingKind
from store.cup.ties import Side
from store.derivation.registry import Registry
from store.seedfiles.season import MatchLine, SeasonFile
from store.text.folding import fold_club, slug, tidy


class Identities:
    """The clubs of one edition by the names its file writes.

    Rules, in order: the registry's name for the edition; a name that only one registered
    club has borne; else a club of its own.
    """

    def __init__(self, season: SeasonFile, registry: Registry) -> None:
        self._edition = season.label.id
        self._registry = registry
        self.findings: list[Finding] = []
        self._clubs: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for match in _matches(season):
            for name in (match.home, match.away):
                self._add(name, match.line)

    def _add(self, name: str, line: int) -> None:
        if name in self._clubs:
            return
        club = self._registry.club_of(name, self._edition)
        if club is None:
            club = slug(tidy(name))
            bearers = self._registry.bearers(name)
            if bearers:
                clubs = tuple(self._registry.clubs[bearer].name for bearer in bearers)
                self.findings.append(
                    Finding(FindingKind.NAME_OF_SEVERAL, line, {"name": name, "clubs": clubs})
                )
        self._clubs[name] = club
        self._names.setdefault(club, []).append(name)

    def side(self, name: str) -> Side:
        """The club that this file calls *name*, which must stand in one of its ties."""
        return Side(self._clubs[name], name)

    def sides(self, match: MatchLine) -> tuple[Side, Side]:
        """The two clubs of a line; two names that the registry calls one club stay two."""
        home, away = self.side(match.home), self.side(match.away)
        if home.club == away.club:
            data: dict[str, str | int] = {"home": match.home, "away": match.away}
            self.findings.append(Finding(FindingKind.SAME_CLUB, match.line, data))
            away = Side(slug(tidy(match.away)), match.away)
            self._names.setdefault(away.club, []).append(match.away)
        return home, away

    def entrants(self) -> dict[str, tuple[str, ...]]:
        """Club ids with their names in this file: the registry's first name first if it is one."""
        entrants = {}
        for club, written in self._names.items():
            known = self._registry.clubs.get(club)
            proper = known.editions.get(self._edition, ()) if known else ()
            order = [name for name in proper if name in written]
            entrants[club] = tuple(dict.fromkeys((*order, *written)))
        return entrants

    def claimed(self, name: str) -> str | None:
        """The id of the club that a claim of the infobox calls *name*, None when not known."""
        if name in self._clubs:
            return self._clubs[name]
        known = self._registry.club_of(name, self._edition)
        if known:
            return known
        key = fold_club(name)
        alike = {club for written, club in self._clubs.items() if fold_club(written) == key}
        return next(iter(alike)) if len(alike) == 1 else None

    def side_of_claim(self, name: str) -> Side:
        """The club that a claim calls *name*; one that nothing knows has an id of its own."""
        return Side(self.claimed(name) or slug(tidy(name)), name)


def _matches(season: SeasonFile) -> Iterator[MatchLine]:
    for section in season.rounds:
        yield from section.matches
