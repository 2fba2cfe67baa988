"""The card of what is not known of an edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from store.archive.archive import Archive
from store.cards.final import unknown_of_final
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.labels import Label
from store.cup.rounds import CLUBS_IN, FINAL, LATE_CODES, NamedRound, RoundKind
from store.cup.ties import Known, Match, Tie
from store.cup.values import MatchStatus
from store.text.translatable import N_

_LATE = {"R16": N_("Round of 16"), "QF": N_("Quarter-finals"), "SF": N_("Semi-finals"), FINAL: N_("Final")}
_EARLY = 1_000  # for rounds that are not counted from the final


@dataclass(frozen=True, slots=True)
class MissingTies:
    """A round of which *known* ties are known, of the *due* ones; None where their number is not known.
    *clubs* were in it too, in ties that are not known."""

    round: NamedRound
    known: int
    due: int | None
    clubs: list[str]


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """A *tie* with the *facts* of it that are not known."""

    tie: Tie
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class MissingCard:
    """What is not known of an *edition*: the *first* round known where there may have been earlier ones, ties
    of *rounds*, every result of *groups*, and facts of *ties*, which *counts* sums up: in how many matches
    each."""

    edition: Edition
    first: NamedRound | None
    rounds: list[MissingTies]
    groups: list[NamedRound]
    ties: list[MissingFacts]
    counts: list[tuple[Fact, int]]


def missing_card(archive: Archive, label: Label) -> MissingCard:
    """The card of the edition *label*; of one that was not held, or only drawn, no ties are listed."""
    edition = archive.edition(label)
    if edition.is_drawn or not edition.held:
        return MissingCard(edition, None, [], [], [], [])
    rounds = [] if edition.whole else list(_rounds(edition))
    late = not edition.whole and edition.rounds and edition.rounds[0].code in LATE_CODES
    missing = ((tie, missing_facts(edition, tie)) for tie in edition.ties)
    counts = Counter(fact for tie in edition.ties for fact in _counted(edition, tie))
    return MissingCard(
        edition,
        edition.rounds[0] if late else None,
        rounds,
        [table.round for table in edition.tables if not table.played],
        [MissingFacts(tie, facts) for tie, facts in missing if facts],
        counts.most_common(),
    )


def missing_facts(edition: Edition, tie: Tie) -> list[Fact]:
    """The facts of a *tie* of *edition* that are not known, each once.

    Rule: of every match its score, its day, and the scorers of all its goals; of a knock-out who went
    through, and the shoot-out of a single match that ended level, if a shoot-out or whatever else decided it
    is not known; of a final also its venue, attendance and referee, which are hardly known of other ties; and
    what the supplement says is not known. Of a match that was not played nothing is missing; a tie that was
    only drawn lacks its score.
    """
    return list(dict.fromkeys(_counted(edition, tie)))


def _counted(edition: Edition, tie: Tie) -> Iterator[Fact]:
    """The same, with the facts of a match once for each match."""
    for match in tie.matches:
        yield from _facts_of_match(match)
    if tie.is_knock_out and tie.advanced is None and not tie.unplayed:
        yield Fact.WINNER
    if len(tie.matches) == 1 and _is_undecided(tie):
        yield Fact.SHOOT_OUT
    of_final = unknown_of_final(tie) if tie.is_final else []
    doubted = edition.doubted(FindingKind.UNKNOWN, tie)
    of_matches = (Fact.SCORE, Fact.DATE, Fact.SCORERS)  # each match says these itself
    yield from (fact for fact in dict.fromkeys([*of_final, *doubted]) if fact not in of_matches)


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


def _rounds(edition: Edition) -> Iterator[MissingTies]:
    """The knock-out rounds of which fewer ties are known than there were.

    Rule: from the round of 16 on, its name says how many clubs a round has; two of them less for each club
    that went through without a match. Behind such a round come all those with half as many clubs each.
    """
    found = {round_.code: round_ for round_ in edition.rounds if round_.kind is RoundKind.KNOCK_OUT}
    known = [round_ for round_ in edition.rounds if round_.kind is RoundKind.KNOCK_OUT]
    largest = max((CLUBS_IN[code] for code in found if code in CLUBS_IN), default=0)
    absent = [
        NamedRound(0, name, code, RoundKind.KNOCK_OUT)
        for code, name in _LATE.items()
        if code not in found and CLUBS_IN[code] < largest
    ]
    order = [*known, *absent]
    for round_ in sorted(order, key=lambda one: -CLUBS_IN.get(one.code, _EARLY)):
        ties = len(edition.ties_of(round_))
        byes = [bye for bye in edition.byes if bye.round == round_]
        clubs = [bye.side.name for bye in byes if bye.played]
        due = _due(round_, sum(not bye.played for bye in byes))
        if clubs or (due is not None and ties < due):
            yield MissingTies(round_, ties, due, clubs)


def _due(round_: NamedRound, byes: int) -> int | None:
    clubs = CLUBS_IN.get(round_.code)
    return clubs // 2 - byes if clubs and clubs <= CLUBS_IN["R16"] else None
