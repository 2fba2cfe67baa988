"""The roster of an edition: the club of each name, and the player of each name at a club."""

from collections.abc import Iterator

from store.cup.findings import Finding, FindingKind
from store.cup.ties import Side
from store.derivation.names.registry import Registry
from store.seedfiles.season import Leader, MatchLine, SeasonFile
from store.seedfiles.season_txt.scorers import parse_leaders
from store.text.folding import fold_club, fold_player, slug, tidy


class Roster:
    """The clubs and players of one edition by the names in its file.

    Rules for a club, in order: the registry's name for the edition; a name that only one registered
    club has had; else a club of its own. For a player: the registry's, else one for each name,
    whatever its spelling, at each club.
    """

    def __init__(self, season: SeasonFile, registry: Registry) -> None:
        self._season = season
        self._edition = season.label.id
        self._registry = registry
        self.findings: list[Finding] = []
        self._clubs: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._sides: dict[int, tuple[Side, Side]] = {}  # by line
        for section in season.rounds:
            for name, line in section.names:
                self._add(name, line)
        for match in _matches(season):
            self._sides[match.line] = self._pair(match)
        self.entrants = self._entrants()
        self.leaders = tuple(self._leaders())

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

    def _pair(self, match: MatchLine) -> tuple[Side, Side]:
        """The clubs of *match*; two names that are one club in the registry remain two, with a finding."""
        home, away = Side(self._clubs[match.home], match.home), Side(self._clubs[match.away], match.away)
        if home.club == away.club:
            names = {"home": match.home, "away": match.away}
            self.findings.append(Finding(FindingKind.SAME_CLUB, match.line, names))
            away = Side(slug(tidy(match.away)), match.away)
            self._names.setdefault(away.club, []).append(match.away)
        return home, away

    def _entrants(self) -> dict[str, tuple[str, ...]]:
        """The names of each club in this file by its id, those in the registry first, in its order."""
        entrants = {}
        for club, written in self._names.items():
            known = self._registry.clubs.get(club)
            canonical = known.editions.get(self._edition, ()) if known else ()
            order = [name for name in canonical if name in written]
            entrants[club] = tuple(dict.fromkeys((*order, *written)))
        return entrants

    def _leaders(self) -> Iterator[tuple[Leader, Side | None]]:
        """The top scorers of the infobox with their clubs, None where it has none."""
        for claim in self._season.claims:
            if claim.key.casefold() == "scoring leader":
                for leader in parse_leaders(claim):
                    side = self.side_of_claim(leader.club) if leader.club else None
                    if side and side.club in self.entrants:
                        side = Side(side.club, self.entrants[side.club][0])
                    yield leader, side

    def sides(self, match: MatchLine) -> tuple[Side, Side]:
        """The two clubs of a match line."""
        return self._sides[match.line]

    def side(self, name: str) -> Side:
        """The club called *name* in the file, not in a claim."""
        return Side(self._clubs[name], name)

    def claimed(self, name: str) -> str | None:
        """The id of the club called *name* in a claim of the infobox, None when not known."""
        if name in self._clubs:
            return self._clubs[name]
        known = self._registry.club_of(name, self._edition)
        if known:
            return known
        key = fold_club(name)
        alike = {club for written, club in self._clubs.items() if fold_club(written) == key}
        return next(iter(alike)) if len(alike) == 1 else None

    def side_of_claim(self, name: str) -> Side:
        """The club called *name* in a claim; an unknown one has an id of its own."""
        return Side(self.claimed(name) or slug(tidy(name)), name)

    def player(self, name: str, club: str) -> str:
        """The id of the player called *name* at *club*."""
        known = self._registry.player_of(name, club, self._edition)
        return known or f"{club}/{fold_player(name) or tidy(name)}"

    def full_name(self, player: str) -> str | None:
        """The name of a registered *player*, None for any other."""
        known = self._registry.players.get(player)
        return known.name if known else None


def _matches(season: SeasonFile) -> Iterator[MatchLine]:
    for section in season.rounds:
        yield from section.matches
