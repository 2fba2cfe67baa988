"""The card of what is not known of an edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import gaps_of_edition
from store.cup.editions import Edition
from store.cup.findings import Fact
from store.cup.labels import Label
from store.cup.rounds import CLUBS_IN, FINAL, LATE_CODES, NamedRound, RoundKind
from store.cup.ties import TieKey
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
class MissingCard:
    """What is not known of an *edition*: the *first* round known where there may have been earlier ones, ties
    of *rounds*, every result of *groups*, and facts of *ties* by their keys, which *counts* sums up: in how
    many matches each."""

    edition: Edition
    first: NamedRound | None
    rounds: list[MissingTies]
    groups: list[NamedRound]
    ties: dict[TieKey, list[Fact]]
    counts: list[tuple[Fact, int]]


def missing_card(archive: Archive, label: Label) -> MissingCard:
    """The card of the edition *label*; of one that was not held, or only drawn, no ties are listed."""
    edition = archive.edition(label)
    if edition.is_drawn or not edition.held:
        return MissingCard(edition, None, [], [], {}, [])
    rounds = [] if edition.whole else list(_rounds(edition))
    late = not edition.whole and edition.rounds and edition.rounds[0].code in LATE_CODES
    gaps = gaps_of_edition(archive, label)
    counts = sum((Counter(facts) for facts in gaps.values()), Counter())
    return MissingCard(
        edition,
        edition.rounds[0] if late else None,
        rounds,
        [table.round for table in edition.tables if not table.played],
        {key: list(facts) for key, facts in gaps.items()},
        counts.most_common(),
    )


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
