"""Clubs that belong beside each other as answers: of one era and one size, under names of their time.

A reader who knows the cup must not be able to drop an option at sight, because the club did not exist yet,
was called otherwise, or never came near the last sixteen.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache

from store.archive.archive import Archive
from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.cup.ties import Side
from store.text.folding import fold_club
from store.trivia.question import Option

ERA = 8  # years between the beginnings of two editions of one era, at most
PLAYERS_ERA = 3  # the same for players, whose careers are shorter
_ERAS = 4  # whose clubs are kept
_LIFE = 2  # years before the first and after the last known edition of a club in which it may have played
_YEAR = re.compile(r"\d{4}")


class Size(StrEnum):
    """How far a club is known to have got in an era; a second team is beside its like only."""

    BIG = "big"  # in a semi-final
    MIDDLE = "middle"  # among the last sixteen, or in a group
    SMALL = "small"
    SECOND_TEAM = "second team"


class Peers:
    """The clubs of *archive* by era and size."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sizes: dict[Label, dict[str, Size]] = {}
        self._options = lru_cache(_ERAS)(lambda label: tuple(self._options_of(label)))

    @cached_property
    def clubs(self) -> dict[str, Club]:
        """Every club, by id."""
        return {club.id: club for club in self._archive.clubs()}

    @cached_property
    def _names(self) -> dict[Label, dict[str, str]]:
        names: dict[Label, dict[str, str]] = defaultdict(dict)
        for label, club, name in self._archive.names_in_editions():
            names[label].setdefault(club, name)
        return names

    @cached_property
    def _borne(self) -> Mapping[str, dict[str, list[Label]]]:
        """By club: the editions in which it is known under each of its names, folded."""
        borne: dict[str, dict[str, list[Label]]] = defaultdict(dict)
        for label in self._archive.labels:
            for club, name in self._names.get(label, {}).items():
                borne[club].setdefault(fold_club(name), []).append(label)
        return borne

    @cached_property
    def _reached(self) -> dict[Label, dict[str, Size]]:
        """The size that a club has by what is known of one edition."""
        reached: dict[Label, dict[str, Size]] = defaultdict(dict)
        sizes = list(Size)
        for row in self._archive.query(_REACHED):
            label, size = self._archive.by_id[row["edition"]], Size(row["size"])
            known = reached[label].get(row["club"], size)
            reached[label][row["club"]] = min(known, size, key=sizes.index)
        return reached

    def near(self, label: Label, years: int = ERA) -> list[Label]:
        """The other editions of the era of *label*, of so many *years*, nearest first."""
        others = (other for other in self._archive.labels if other != label)
        near = [other for other in others if abs(other.first - label.first) <= years]
        return sorted(near, key=lambda other: abs(other.first - label.first))

    def under(self, side: Side) -> list[Label]:
        """The editions in which a club is known under the name of *side*, oldest first."""
        return self._borne.get(side.club, {}).get(fold_club(side.name), [])

    @cached_property
    def words_of_today(self) -> frozenset[str]:
        """The words of the names of clubs that play today, folded."""
        names = (club.name for club in self.clubs.values() if self.plays(club.id))
        return frozenset(word for name in names for word in fold_club(name).split())

    def entrants(self, label: Label) -> Iterator[Side]:
        """The known clubs of an edition, under their names in it."""
        return (Side(club, name) for club, name in self._names.get(label, {}).items())

    def size(self, club: str, label: Label) -> Size:
        """The size of *club* in the era of *label*."""
        if label not in self._sizes:
            sizes: dict[str, Size] = {}
            self._sizes[label] = sizes
            order = list(Size)
            for other in (label, *self.near(label)):
                for one, size in self._reached.get(other, {}).items():
                    sizes[one] = min(sizes.get(one, size), size, key=order.index)
        known = self.clubs.get(club)
        if known and known.second_team_of:
            return Size.SECOND_TEAM
        return self._sizes[label].get(club, Size.SMALL)

    def plays(self, club: str) -> bool:
        """Whether *club* is known in one of the latest editions: those within :data:`ERA` of the latest."""
        latest = self._archive.labels[-1]
        known = [label for editions in self._borne.get(club, {}).values() for label in editions]
        return bool(known) and latest.first - max(known).first <= ERA

    def option(self, side: Side, label: Label) -> Option:
        """A club as an answer to a question about the era of *label*."""
        return Option(side.club, side.name, self.size(side.club, label))

    def options(self, label: Label) -> tuple[Option, ...]:
        """The clubs of an edition and of its era, nearest first, under their names of the time, as answers;
        each is known to have existed, and to have been called so, when the edition was played."""
        return self._options(label)

    def _options_of(self, label: Label) -> Iterator[Option]:
        seen: set[str] = set()
        for other in (label, *self.near(label)):
            for side in self.entrants(other):
                if side.club not in seen and self.of_time(side, label):
                    seen.add(side.club)
                    yield self.option(side, label)

    def of_time(self, side: Side, label: Label) -> bool:
        """Whether a club existed when the edition of *label* was played, under the name of *side*: it is in
        the edition, or by the registry, or because it is in editions before and after it under that name,
        or has no other name and is in one that was little later or earlier."""
        borne, name = self._borne.get(side.club, {}), fold_club(side.name)
        for other, editions in borne.items():
            if label in editions:
                return other == name
        club = self.clubs.get(side.club)
        if club and not _alive(club, label):
            return False
        called = [known for known in club.line if _covers(known, label)] if club else []
        if called:
            return any(fold_club(known.name) == name for known in called)
        editions = borne.get(name, [])
        first, last = min(editions), max(editions)
        if len(borne) == 1:
            return first.first - _LIFE <= label.first and label.last <= last.last + _LIFE
        between = [each for others in borne.values() for each in others if first < each < last]
        return first < label < last and all(each in editions for each in between)


def _covers(known: ClubName, label: Label) -> bool:
    """Whether a name in a club's line is that of the years of *label*."""
    since, until = known.since, known.until
    return since is not None and since <= label.first and (until is None or label.last <= until)


def _alive(club: Club, label: Label) -> bool:
    """Whether *club* may have existed in the years of *label*, by the years in which it was founded and
    dissolved, of several the widest span."""
    founded, dissolved = _YEAR.findall(club.founded), _YEAR.findall(club.dissolved)
    return not (
        (founded and label.last < min(map(int, founded)))
        or (dissolved and label.first > max(map(int, dissolved)))
    )


_REACHED = """
    SELECT p.edition, p.club, CASE
        WHEN r.code IN ('SF', 'F') THEN 'big'
        WHEN r.code IN ('R16', 'QF') OR r.kind = 'group' OR next.code = 'QF' THEN 'middle'
        ELSE 'small' END AS size
    FROM (
        SELECT edition, round, home AS club FROM ties UNION SELECT edition, round, away FROM ties
        UNION SELECT edition, round, side FROM standings
    ) p
    JOIN rounds r USING (edition, round)
    LEFT JOIN rounds next ON next.edition = r.edition AND next.round = r.round + 1
"""
