"""What is not known of the matches of an edition."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.ties import Known, Match, Tie
from store.cup.values import MatchStatus

_OF_MATCHES = (Fact.SCORE, Fact.DATE, Fact.SCORERS)  # each match says these itself


@dataclass(frozen=True, slots=True)
class Gap:
    """A *fact* that is not known of so many *matches* of a tie, or of the tie itself: that is one."""

    fact: Fact
    matches: int


def gaps_of(edition: Edition) -> Iterator[tuple[Tie, list[Gap]]]:
    """The ties of *edition* of which something is not known, with that; none of one that was not held.

    Rule: of every match its score, its day, and the scorers of all its goals; of a knock-out who went
    through, and the shoot-out of a single match that ended level, if a shoot-out or whatever else decided it
    is not known; of a final also its venue, attendance and referee, which are hardly known of other ties; and
    what the supplement says is not known. Of a match that was not played nothing is missing; a tie that was
    only drawn lacks its score.
    """
    doubted: dict[int, list[Fact]] = {}
    for finding in edition.findings:
        if finding.kind is FindingKind.UNKNOWN and finding.line:
            doubted.setdefault(finding.line, []).extend(finding.facts)
    for tie in edition.ties if edition.held else ():
        of_tie = [fact for match in tie.matches for fact in doubted.get(match.line, ())]
        if counts := Counter(_facts_of_tie(tie, of_tie)):
            yield tie, [Gap(fact, matches) for fact, matches in counts.items()]


def unknown_of_final(final: Tie) -> list[Fact]:
    """The facts of a *final*, one or more matches, of which nothing is known; of one not played none."""
    matches = [match for match in final.matches if match.status is MatchStatus.PLAYED]
    told = {
        Fact.DATE: any(match.date for match in matches),
        Fact.VENUE: any(match.venue for match in matches),
        Fact.SCORERS: any(match.goals or any(match.others) for match in matches)
        or all(match.score and not match.score.total for match in matches),
        Fact.ATTENDANCE: any(match.attendance is not None for match in matches),
        Fact.REFEREE: any(match.referee for match in matches),
    }
    return [fact for fact, known in told.items() if matches and not known]


def _facts_of_tie(tie: Tie, doubted: Sequence[Fact]) -> Iterator[Fact]:
    """The facts of a *tie* that are not known, those of a match once for each match."""
    for match in tie.matches:
        yield from _facts_of_match(match)
    if tie.is_knock_out and tie.advanced is None and not tie.unplayed:
        yield Fact.WINNER
    if len(tie.matches) == 1 and _is_undecided(tie):
        yield Fact.SHOOT_OUT
    of_final = unknown_of_final(tie) if tie.is_final else []
    yield from (fact for fact in dict.fromkeys([*of_final, *doubted]) if fact not in _OF_MATCHES)


def _facts_of_match(match: Match) -> Iterator[Fact]:
    if match.unknown_score or match.status is MatchStatus.FIXTURE:
        yield Fact.SCORE
    if match.was_begun and not (match.date and match.date.exact):
        yield Fact.DATE
    if match.score and not match.scorers_settled:
        yield Fact.SCORERS


def _is_undecided(tie: Tie) -> bool:
    """Whether it is known that a club went through, but not by what."""
    level = tie.aggregate is not None and tie.aggregate.level
    by_itself = (Known.STATED, Known.SUPPLEMENT, Known.NEXT_ROUND, Known.INFOBOX)
    return tie.is_knock_out and level and tie.shoot_out is None and tie.known in by_itself
