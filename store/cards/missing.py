"""The card of what is not known of an edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from store.archive.archive import Archive
from store.cards.final import unknown_of_final
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.labels import Label
from store.cup.rounds import CLUBS_IN, LATE_CODES, NamedRound, RoundKind
from store.cup.ties import Tie


@dataclass(frozen=True, slots=True)
class MissingTies:
    """A round of which *known* ties are known, fewer than the *due* ones; None where their number is not
    known. *clubs* were in it too, in ties that are not known."""

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
    of *rounds*, and facts of *ties*, which *counts* sums up, in how many ties each."""

    edition: Edition
    first: NamedRound | None
    rounds: list[MissingTies]
    ties: list[MissingFacts]
    counts: list[tuple[Fact, int]]


def missing_card(archive: Archive, label: Label) -> MissingCard:
    """The card of the edition *label*; of one that was not held, or only drawn, no ties are listed."""
    edition = archive.edition(label)
    rounds = [] if edition.whole or edition.is_drawn else list(_rounds(edition))
    late = not edition.whole and edition.rounds and edition.rounds[0].code in LATE_CODES
    first = edition.rounds[0] if late and not edition.is_drawn else None
    listed = () if edition.is_drawn else edition.ties
    missing = ((tie, missing_facts(edition, tie)) for tie in listed)
    ties = [MissingFacts(tie, facts) for tie, facts in missing if facts]
    counts = Counter(fact for tie in ties for fact in tie.facts)
    return MissingCard(edition, first, rounds, ties, counts.most_common())


def missing_facts(edition: Edition, tie: Tie) -> list[Fact]:
    """The facts of a *tie* of *edition* that are not known, each once.

    Rule: of every match its score, its day, and the scorers of all its goals; of a knock-out who went
    through; of a final also its venue, attendance and referee, which are hardly known of other ties; and what
    the supplement says is not known. Of a match that was not played nothing is missing; a tie that was only
    drawn lacks its score.
    """
    matches = tie.matches
    missing = {
        Fact.SCORE: tie.unplayed or any(match.unknown_score for match in matches),
        Fact.DATE: any(match.was_begun and not (match.date and match.date.exact) for match in matches),
        Fact.SCORERS: any(match.score and not match.scorers_known for match in matches),
        Fact.WINNER: tie.is_knock_out and tie.advanced is None and not tie.unplayed,
    }
    of_final = unknown_of_final(tie) if tie.is_final else []
    doubted = edition.doubted(FindingKind.UNKNOWN, tie)
    return list(dict.fromkeys([*(fact for fact in missing if missing[fact]), *of_final, *doubted]))


def _rounds(edition: Edition) -> Iterator[MissingTies]:
    """The knock-out rounds of which fewer ties are known than there were.

    Rule: from the round of 16 on, its name says how many clubs a round has; two of them less for each club
    that went through without a match.
    """
    for round_ in edition.rounds:
        if round_.kind is not RoundKind.KNOCK_OUT:
            continue
        known = len(edition.ties_of(round_))
        byes = [bye for bye in edition.byes if bye.round == round_]
        clubs = [bye.side.name for bye in byes if bye.played]
        due = _due(round_, sum(not bye.played for bye in byes))
        if clubs or (due is not None and known < due):
            yield MissingTies(round_, known, due, clubs)


def _due(round_: NamedRound, byes: int) -> int | None:
    clubs = CLUBS_IN.get(round_.code)
    return clubs // 2 - byes if clubs and clubs <= CLUBS_IN["R16"] else None
