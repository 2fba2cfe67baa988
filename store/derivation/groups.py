"""The tables of an edition's groups, by its rules and with the clubs that went on."""

from collections.abc import Callable, Iterator, Sequence, Set

from store.cup.findings import Finding, FindingKind
from store.cup.rounds import RoundKind
from store.cup.tables import GroupTable
from store.cup.ties import Side, Tie
from store.derivation.names.roster import Roster
from store.derivation.rounds.headings import read_heading
from store.derivation.rounds.rounds import Round
from store.derivation.rounds.tables import Rules, differs, disagree, fall_apart, given, is_wrong, worked_out
from store.derivation.ties import Fixture
from store.seedfiles.season import GivenRow, SeasonFile
from store.seedfiles.season_txt.claims import points_deducted, points_for_win


class Groups:
    """Derives the tables of groups; contradictions are collected in *findings*."""

    def __init__(self, season: SeasonFile, roster: Roster) -> None:
        self._roster = roster
        win, stated = points_for_win(season)
        deducted = {
            roster.side_of_claim(name).club: points for name, points in points_deducted(season).items()
        }
        self._rules = Rules(win, stated, deducted)
        grouped = {
            roster.side(name).club
            for section in season.rounds
            if section.table or section.clubs or read_heading(section.name).of_table
            for name, _ in section.names
        }
        self.findings = [
            Finding(FindingKind.DEDUCTED, 0, {"name": name})
            for name in points_deducted(season)
            if roster.side_of_claim(name).club not in grouped
        ]

    def tables(
        self,
        rounds: Sequence[Round[Fixture]],
        ties: Sequence[Tie],
        later_than: Callable[[Round[Fixture]], Set[str]],
    ) -> Iterator[GroupTable]:
        """The table of each group: worked out when all matches are known, else a source's if there is one.

        *later_than* gives the clubs of the rounds after one.
        """
        for found in (one for one in rounds if one.named.has_table):
            later = later_than(found)
            matches = [match for tie in ties if tie.round == found.named for match in tie.matches]
            names = {club: self._roster.entrants[club][0] for club in clubs_of(found, self._roster)}
            if (
                not (found.table or found.clubs)
                and found.named.kind is RoundKind.GROUP
                and fall_apart(matches)
            ):
                continue
            table = worked_out(found.named, matches, names, self._rules, later)
            rows = [(row, self._roster.side(row.club)) for row in found.table]
            self._compare(found.named.name, table, rows)
            if rows and not table.complete:
                yield given(found.named, rows, names.keys(), self._rules, later)
            else:
                yield table

    def _compare(self, name: str, table: GroupTable, rows: Sequence[tuple[GivenRow, Side]]) -> None:
        """Compare a source's *rows* with the *table* of the matches, with each other, and each with
        itself."""
        if not rows:
            return
        line, deducted = rows[0][0].line, self._rules.deducted
        if differs(table, rows):
            self.findings.append(Finding(FindingKind.TABLE, line, {"round": name}))
        if disagree(rows, deducted):
            self.findings.append(Finding(FindingKind.TABLE_SUMS, line, {"round": name}))
        for row, side in rows:
            if is_wrong(row, deducted.get(side.club, 0)):
                about = {"round": name, "club": side.name}
                self.findings.append(Finding(FindingKind.TABLE_ROW, row.line, about))


def clubs_of(found: Round[Fixture], roster: Roster) -> list[str]:
    """The clubs of a round, in the order of the file; may repeat."""
    played = [side.club for pair in found.pairs for one in pair for side in (one.home, one.away)]
    names = (*(name for name, _ in found.byes), *(row.club for row in found.table), *found.clubs)
    return [*played, *(roster.side(name).club for name in names)]
