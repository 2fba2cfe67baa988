"""Players over all editions: their identity and their goals.

The registry identifies a player across clubs and spellings; otherwise one name at one club is one player.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from store.archive.archive import Archive
from store.archive.rows.editions import edition_scorer_of
from store.archive.rows.ties import tie_key_of
from store.cup.editions import EditionScorer
from store.cup.labels import Label
from store.cup.players import SAME_NAME, Player
from store.cup.ties import Goals, Match, Side, Tie
from store.sqlite import Asks, Row, dump
from store.text.folding import fold_player, surname


@dataclass(frozen=True, slots=True)
class ScoredIn:
    """A player's goals in one match of a tie. Own goals count for the other side."""

    tie: Tie
    match: Match
    goals: Goals

    @property
    def opponent(self) -> Side:
        """The opponent of the player's club."""
        return self.match.away if self.match.home.club == self.goals.club else self.match.home

    @property
    def club(self) -> Side:
        """The player's club, under the name that it had in the match."""
        return self.match.home if self.match.home.club == self.goals.club else self.match.away


@dataclass(frozen=True, slots=True)
class GoalSum:
    """Bounds of a number of goals: settled when *low* equals *high*; *high* None is no upper bound."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class AllTimeScorer:
    """A player's goals over all editions: bounds as in :class:`~store.cup.editions.EditionScorer`.

    *clubs* have their names of the time. Players with equal bounds share a *rank*. *namesakes* are scorers of
    the same full name, of whom no source says whether they are the same player; they have no row of their
    own.
    """

    rank: int
    player: str
    name: str
    clubs: tuple[Side, ...]
    low: int
    high: int | None
    disputed: bool = False
    namesakes: tuple["Namesake", ...] = ()

    @property
    def together(self) -> GoalSum:
        """The goals with those of all namesakes."""
        return sum_of((self, *self.namesakes))


@dataclass(frozen=True, slots=True)
class Namesake:
    """The clubs and goals of a scorer with the full name of another."""

    clubs: tuple[str, ...]
    low: int
    high: int | None


def players_of(archive: Archive) -> list[Player]:
    """Every player named in a line of scorers or in an edition's list of top scorers, sorted by id."""
    spells = _Spells(archive)
    of_player: dict[str, set[int]] = {}
    written: dict[str, set[str]] = {}
    for player, edition, club, name in archive.rows("SELECT player, edition, club, written FROM goals"):
        of_player.setdefault(player, set()).add(spells.of(edition, club, ""))
        written.setdefault(player, set()).add(name)
    listed: dict[str, set[str]] = {}
    sql = "SELECT player, edition, club, club_name, name FROM edition_scorers"
    for player, edition, club, club_name, name in archive.rows(sql):
        of_player.setdefault(player, set()).add(spells.of(edition, club or "", club_name))
        listed.setdefault(player, set()).add(name)
    registered = {row["player"]: row for row in archive.query("SELECT * FROM players")}
    return [
        _player(
            player,
            [*sorted(written.get(player, ())), *sorted(listed.get(player, ()))],
            [spells.all[place] for place in found],
            registered.get(player),
        )
        for player, found in sorted(of_player.items())
    ]


class _Spells:
    """The clubs of editions under their names of the time, *all* of them by place: one object for all
    players."""

    def __init__(self, archive: Archive) -> None:
        self.all: list[tuple[Label, Side]] = []
        self._labels = archive.by_id
        self._names: dict[tuple[str, str], str] = {}
        for label, club, name in archive.names_in_editions():
            self._names.setdefault((label.id, club), name)
        self._known: dict[tuple[str, str, str], int] = {}
        self._same: dict[str, str] = {}  # the ids of clubs, each of which is one object

    def of(self, edition: str, club: str, club_name: str) -> int:
        """The place of an edition with a club in it, which is called *club_name* if it is none of its
        clubs."""
        key = edition, club, self._names.get((edition, club), club_name)
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = len(self.all)
            club = self._same.setdefault(club, club)
            self.all.append((self._labels[edition], Side(club, key[2])))
        return place


def _in_order(spell: tuple[Label, Side]) -> tuple[int, int, str]:
    return spell[0].first, spell[0].last, spell[1].name


def _player(player: str, names: list[str], spells: list[tuple[Label, Side]], known: Row | None) -> Player:
    """The player with the id *player* by the *names* in lines and lists, and by the registry."""
    written = tuple(dict.fromkeys([*names, *(json.loads(known["also"]) if known else ())]))
    return Player(
        id=player,
        name=known["name"] if known else max(written, key=len),
        russian=known["russian"] if known else "",
        kazakh=known["kazakh"] if known else "",
        registered=known is not None and known["confidence"] != SAME_NAME,
        names=written,
        spells=tuple(sorted(spells, key=_in_order)),
    )


def goals_of_player(archive: Archive, player: str, editions: Collection[Label]) -> list[ScoredIn]:
    """Every match of *editions* in which *player* is listed as a scorer, oldest first, including own goals
    and entries that are not counted."""
    sql = "SELECT DISTINCT edition, round, tie FROM goals WHERE player = ?"
    wanted = set(editions)
    keys = [key for row in archive.query(sql, [player]) if (key := tie_key_of(row)).edition in wanted]
    return [
        ScoredIn(tie, match, goals)
        for _, tie in sorted(archive.ties(keys).items())
        for match in tie.matches
        for goals in match.goals
        if goals.player == player
    ]


def lines_of_player(archive: Asks, player: str) -> dict[Label, int]:
    """The number of entries of *player* in lines of scorers by edition, oldest first."""
    sql = """
        SELECT e.first_year, e.last_year, COUNT(*) AS lines
        FROM goals g JOIN editions e USING (edition) WHERE g.player = ?
        GROUP BY g.edition ORDER BY e.first_year, e.last_year
    """
    return {Label(row["first_year"], row["last_year"]): row["lines"] for row in archive.query(sql, [player])}


def totals_of_player(archive: Asks, player: str) -> dict[Label, EditionScorer]:
    """The goals of *player* by edition, oldest first; empty for a player with own goals only."""
    rows = _scorer_rows(archive, "WHERE s.player = ?", player)
    return {Label(row["first_year"], row["last_year"]): edition_scorer_of(row) for row in rows}


def sum_of(totals: Iterable[EditionScorer | AllTimeScorer | Namesake]) -> GoalSum:
    """The goals of all *totals*, as of one player."""
    rows = list(totals)
    highs = [row.high for row in rows if row.high is not None]
    return GoalSum(sum(row.low for row in rows), sum(highs) if len(highs) == len(rows) else None)


def some_scorer(archive: Asks) -> str:
    """The name of a scorer for examples: the first of the latest edition with any, else the empty string."""
    sql = """
        SELECT name FROM edition_scorers WHERE edition = (
            SELECT edition FROM editions e
            WHERE EXISTS (SELECT 1 FROM edition_scorers s WHERE s.edition = e.edition)
            ORDER BY first_year DESC, last_year DESC LIMIT 1
        ) ORDER BY place LIMIT 1
    """
    rows = archive.query(sql)
    return str(rows[0]["name"]) if rows else ""


ALL_TIME_SCORERS = """
    CREATE TABLE all_time_scorers (
        place INTEGER PRIMARY KEY,
        rank INTEGER NOT NULL,
        player TEXT NOT NULL,
        name TEXT NOT NULL,
        clubs TEXT NOT NULL,
        low INTEGER NOT NULL,
        high INTEGER,
        disputed INTEGER NOT NULL,
        namesakes TEXT NOT NULL
    ) STRICT
"""


def all_time_scorers(archive: Asks, first: int, count: int) -> list[AllTimeScorer]:
    """*count* rows of the all-time scorers from index *first* (from 0) on, most goals first."""
    sql = "SELECT * FROM all_time_scorers WHERE place > ? ORDER BY place LIMIT ?"
    return [
        AllTimeScorer(
            rank=row["rank"],
            player=row["player"],
            name=row["name"],
            clubs=tuple(Side(*side) for side in json.loads(row["clubs"])),
            low=row["low"],
            high=row["high"],
            disputed=bool(row["disputed"]),
            namesakes=tuple(
                Namesake(tuple(clubs), low, high) for clubs, low, high in json.loads(row["namesakes"])
            ),
        )
        for row in archive.query(sql, [first, count])
    ]


def how_many_scored(archive: Asks) -> int:
    """The number of all-time scorers."""
    return int(archive.query("SELECT COUNT(*) AS players FROM all_time_scorers")[0]["players"])


def all_time_rows(archive: Asks) -> Iterator[dict[str, Any]]:
    """The rows of ``all_time_scorers``, most goals first; equal bounds share a rank.

    Of players of one full name, all but the first are namesakes in the first one's row.
    """
    found = [_all_time(list(rows)) for _, rows in groupby(_scorer_rows(archive), key=itemgetter("player"))]
    found.sort(key=lambda row: (-row["low"], -(row["high"] or 0), surname(row["name"]), row["player"]))
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        full = len(row["name"].split()) > 1
        by_name.setdefault(fold_player(row["name"]) if full else row["player"], []).append(row)
    rank, before = 0, None
    for place, (row, *others) in enumerate(by_name.values(), start=1):
        row["namesakes"] = dump(
            [[_names_of(other["clubs"]), other["low"], other["high"]] for other in others]
        )
        goals = (row["low"], row["high"])
        rank, before = (rank if goals == before else place), goals
        yield {"place": place, "rank": rank, **row}


def _names_of(clubs: str) -> list[str]:
    return [name for _, name in json.loads(clubs) if name]


def _scorer_rows(archive: Asks, where: str = "", *parameters: str) -> list[Row]:
    sql = f"""
        SELECT s.*, e.first_year, e.last_year FROM edition_scorers s JOIN editions e USING (edition) {where}
        ORDER BY s.player, e.first_year, e.last_year
    """  # noqa: S608 - of this module alone
    return archive.query(sql, parameters)


def _all_time(rows: list[Row]) -> dict[str, Any]:
    """The rows of one player in ``edition_scorers``, oldest first, summed up to one."""
    highs = [row["high"] for row in rows]
    clubs = dict.fromkeys((row["club"] or "", row["club_name"]) for row in rows)
    return {
        "player": rows[0]["player"],
        "name": max((row["name"] for row in rows), key=len),
        "clubs": dump(list(clubs)),
        "low": sum(row["low"] for row in rows),
        "high": None if None in highs else sum(highs),
        "disputed": int(any(row["disputed"] for row in rows)),
    }
