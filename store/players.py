"""Men over all editions: who they are, and their goals.

A man is one over all editions by the registry; for the rest, one name at one club is one man.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from store.archive import Archive
from store.labels import Label
from store.models import EditionScorer, Goals, Match, Side, Tie
from store.rows import Row, edition_scorer_of
from store.text import digest, surname


@dataclass(frozen=True, slots=True)
class Player:
    """A man and where his goals stand: *spells* are the clubs he played for under the names they
    bore, edition by edition. *name* is the fullest known, *names* all as they are written.

    *key* stands for him in a button.
    """

    id: str
    name: str
    russian: str
    registered: bool
    names: tuple[str, ...]
    spells: tuple[tuple[Label, Side], ...]

    @property
    def key(self) -> str:
        """Eight hexadecimal digits that stand for him."""
        return digest(self.id)

    @property
    def clubs(self) -> tuple[Side, ...]:
        """The clubs he played for, each name once, oldest first."""
        return tuple(dict.fromkeys(side for _, side in self.spells if side.name))


@dataclass(frozen=True, slots=True)
class ScoredIn:
    """A man's goals in one match of a tie. Own goals are the other side's."""

    tie: Tie
    match: Match
    goals: Goals

    @property
    def opponent(self) -> Side:
        """The side that his club played against."""
        return self.match.away if self.match.home.club == self.goals.club else self.match.home

    @property
    def club_name(self) -> str:
        """What his own club was called then."""
        return self.match.home.name if self.match.home.club == self.goals.club else self.match.away.name


@dataclass(frozen=True, slots=True)
class GoalSum:
    """A number of goals, settled when *low* equals *high*; *high* None is open."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class AllTimeScorer:
    """A player's goals over all editions: bounds as in :class:`~store.models.EditionScorer`.

    *clubs* under the names they bore in those *editions*.
    """

    player: str
    name: str
    clubs: tuple[Side, ...]
    editions: tuple[Label, ...]
    low: int
    high: int | None
    disputed: bool = False


def players_of(archive: Archive) -> list[Player]:
    """Everybody whom a line of scorers or an edition's list of top scorers names, by id."""
    sql = """
        SELECT player, edition, club, '' AS club_name, name, 0 AS listed FROM goals
        UNION SELECT player, edition, club, club_name, name, 1 FROM edition_scorers
        ORDER BY player, listed, name
    """
    rows: dict[str, list[Row]] = {}
    for row in archive.query(sql):
        rows.setdefault(row["player"], []).append(row)
    registered = {row["player"]: row for row in archive.query("SELECT * FROM players")}
    names = {(label.id, club): name for label, club, name in reversed(archive.names_in_editions())}
    labels = {label.id: label for label in archive.labels}
    return [_player(player, found, registered.get(player), labels, names) for player, found in rows.items()]


def _player(
    player: str,
    rows: list[Row],
    known: Row | None,
    labels: dict[str, Label],
    names: dict[tuple[str, str], str],
) -> Player:
    written = tuple(dict.fromkeys(row["name"] for row in rows))
    spells = {
        (
            labels[row["edition"]],
            Side(row["club"] or "", names.get((row["edition"], row["club"]), str(row["club_name"]))),
        )
        for row in rows
    }
    return Player(
        id=player,
        name=known["name"] if known else max(written, key=len),
        russian=known["russian"] if known else "",
        registered=known is not None,
        names=written,
        spells=tuple(sorted(spells, key=lambda spell: (spell[0], spell[1].name))),
    )


def goals_of_player(archive: Archive, player: str) -> list[ScoredIn]:
    """Every match in which a line names him, oldest first, own goals and doubtful entries too."""
    where = "EXISTS (SELECT 1 FROM goals s WHERE s.player = :player"
    where += " AND (s.edition, s.round, s.tie) = (t.edition, t.round, t.tie))"
    return [
        ScoredIn(tie, match, goals)
        for tie in archive.ties_where(where, {"player": player})
        for match in tie.matches
        for goals in match.goals
        if goals.player == player
    ]


def totals_of_player(archive: Archive, player: str) -> dict[Label, EditionScorer]:
    """His goals edition by edition, oldest first; none for one who scored own goals only."""
    rows = _scorer_rows(archive, "WHERE s.player = ?", player)
    return {Label(row["first_year"], row["last_year"]): edition_scorer_of(row) for row in rows}


def sum_of(totals: Iterable[EditionScorer]) -> GoalSum:
    """The goals of one man over several editions."""
    rows = list(totals)
    highs = [row.high for row in rows if row.high is not None]
    return GoalSum(sum(row.low for row in rows), sum(highs) if len(highs) == len(rows) else None)


def some_scorer(archive: Archive) -> str:
    """A scorer's name for examples: the best of the latest edition that has any, else the empty string."""
    sql = """
        SELECT s.name FROM edition_scorers s JOIN editions e USING (edition)
        ORDER BY e.first_year DESC, e.last_year DESC, s.place LIMIT 1
    """
    rows = archive.query(sql)
    return str(rows[0]["name"]) if rows else ""


def all_time_scorers(archive: Archive) -> list[AllTimeScorer]:
    """Everybody who scored, most goals first."""
    rows: dict[str, list[Row]] = {}
    for row in _scorer_rows(archive):
        rows.setdefault(row["player"], []).append(row)
    scorers = [_all_time(player, found) for player, found in rows.items()]
    return sorted(scorers, key=lambda row: (-row.low, -(row.high or 0), surname(row.name), row.player))


def _scorer_rows(archive: Archive, where: str = "", *parameters: str) -> list[Row]:
    sql = f"""
        SELECT s.*, e.first_year, e.last_year FROM edition_scorers s JOIN editions e USING (edition) {where}
        ORDER BY s.player, e.first_year, e.last_year
    """  # noqa: S608 - of this module alone
    return archive.query(sql, parameters)


def _all_time(player: str, rows: list[Row]) -> AllTimeScorer:
    """One man's rows of ``edition_scorers``, oldest first, as one."""
    highs = [row["high"] for row in rows]
    return AllTimeScorer(
        player=player,
        name=max((row["name"] for row in rows), key=len),
        clubs=tuple(dict.fromkeys(Side(row["club"] or "", row["club_name"]) for row in rows)),
        editions=tuple(Label(row["first_year"], row["last_year"]) for row in rows),
        low=sum(row["low"] for row in rows),
        high=None if None in highs else sum(highs),
        disputed=any(row["disputed"] for row in rows),
    )
