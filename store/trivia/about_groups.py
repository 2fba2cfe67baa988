"""Questions about groups: who was first and last, and points; and about replays."""

from collections.abc import Iterator

from store.cup.findings import Fact
from store.cup.tables import GroupTable
from store.trivia.options import alike_as_clubs, alike_as_texts, club_option, wrong_beside
from store.trivia.question import WRONG_ANSWERS, Difficulty, Kind, Option, Question
from store.trivia.settled import SettledEdition


def questions_of_groups(settled: SettledEdition) -> Iterator[Question]:
    """Every question from settled facts about the groups of an edition, and about its replays."""
    for table in settled.tables():
        yield from _places(settled, table)
        yield from _place(settled, table)
        yield from _points(settled, table)
    yield from _replay(settled)


def _places(settled: SettledEdition, table: GroupTable) -> Iterator[Question]:
    """The clubs that were first and last; distractors are the others of the group. None where points were
    deducted."""
    alike = alike_as_clubs(settled.cup)
    if any(row.deducted for row in table.rows):
        return
    asked = (
        (Kind.GROUP_WINNER, table.first, Difficulty.MEDIUM),
        (Kind.GROUP_LAST, table.last, Difficulty.HARD),
    )
    for kind, row, difficulty in asked:
        if row is None:
            continue
        rights = (club_option(row.side),)
        others = [club_option(other.side) for other in table.rows if other != row]
        wrongs = wrong_beside(rights, others, alike)
        if wrongs:
            about = {"round": table.round.name}
            yield Question(kind, difficulty, rights, wrongs, settled.label, None, about)


def _place(settled: SettledEdition, table: GroupTable) -> Iterator[Question]:
    """The place of a club in a table whose order is known; distractors are the other places."""
    if any(row.shared or row.deducted or not row.place for row in table.rows):
        return
    places = [Option(str(row.place), str(row.place)) for row in table.rows]
    for row in table.rows:
        rights = (Option(str(row.place), str(row.place)),)
        wrongs = wrong_beside(rights, places, alike_as_texts)
        about = {"club": row.side.name, "round": table.round.name}
        if len(wrongs) >= WRONG_ANSWERS:
            yield Question(Kind.GROUP_PLACE, Difficulty.HARD, rights, wrongs, settled.label, None, about)


def _points(settled: SettledEdition, table: GroupTable) -> Iterator[Question]:
    """The points of a club, as many for a win as the question says; none where points were deducted."""
    if any(row.points != table.win * row.won + row.drawn or row.deducted for row in table.rows):
        return
    for row in table.rows:
        possible = {
            table.win * won + drawn for won in range(row.played + 1) for drawn in range(row.played + 1 - won)
        }
        numbers = sorted(possible, key=lambda other: (abs(other - row.points), other))
        rights = (Option(str(row.points), str(row.points)),)
        candidates = [Option(str(number), str(number)) for number in numbers]
        wrongs = wrong_beside(rights, candidates[:6], alike_as_texts)
        if wrongs:
            about = {"club": row.side.name, "round": table.round.name, "win": str(table.win)}
            yield Question(Kind.POINTS, Difficulty.HARD, rights, wrongs, settled.label, None, about)


def _replay(settled: SettledEdition) -> Iterator[Question]:
    """The tie that needed a replay; distractors are ties that one match decided."""
    ties = [tie for tie in settled.ties(Fact.SCORE, Fact.WINNER) if tie.is_knock_out]
    once = [tie for tie in ties if len(tie.matches) == 1 and tie.matches[0].margin]
    candidates = [Option(str(tie.matches[0].line), f"{tie.home.name} – {tie.away.name}") for tie in once]
    for tie in ties:
        if not tie.replayed:
            continue
        rights = (Option(str(tie.matches[0].line), f"{tie.home.name} – {tie.away.name}"),)
        wrongs = wrong_beside(rights, candidates, alike_as_texts)
        if wrongs:
            about = {"home": tie.home.name, "away": tie.away.name}
            yield Question(Kind.REPLAY, Difficulty.HARD, rights, wrongs, settled.label, tie, about)
