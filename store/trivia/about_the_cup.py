"""Questions about several editions: titles, finals and records."""

from collections.abc import Iterator

from store.archive.records import Record, RecordKind, records_of
from store.archive.titles import cups_apart, title_table
from store.cup.findings import Fact
from store.cup.labels import Label
from store.cup.ties import Side
from store.trivia.options import (
    alike_as_clubs,
    alike_as_editions,
    alike_as_texts,
    club_option,
    edition_option,
    wrong_beside,
)
from store.trivia.peers import ERA
from store.trivia.question import Difficulty, Kind, Option, Question
from store.trivia.settled import SettledCup

_NEXT = 8  # clubs in the order of titles that may be thought to hold a record
_LIFE = 2  # years before a club's first and after its last known edition in which it may have played


def questions_of_cup(cup: SettledCup) -> Iterator[Question]:
    """Every question from settled facts about several editions."""
    decided = {label: final for label in cup.finals if (final := cup.final(label))}
    won: dict[str, list[Label]] = {}
    lost: dict[str, list[Label]] = {}
    pairs: dict[frozenset[str], list[Label]] = {}
    contested = {label for cups in cups_apart(cup.archive) for label in cups.won}
    for label, final in decided.items():
        pairs.setdefault(frozenset((final.home.club, final.away.club)), []).append(label)
        if final.winner and final.loser:
            won.setdefault(final.winner.club, []).append(label)
            lost.setdefault(final.loser.club, []).append(label)
    sure = [label for label in decided if label not in contested]
    yield from _editions(cup, Kind.EDITION_WON, Difficulty.EASY, won, sure)
    yield from _editions(cup, Kind.FINAL_LOST, Difficulty.MEDIUM, lost, sure)
    yield from _final_of_two(cup, pairs, sure)
    yield from _shoot_outs(cup)
    yield from _cups(cup, won)
    yield from _records(cup)


def _nearest(label: Label, labels: list[Label]) -> list[Option]:
    """The *labels* within :data:`ERA` years of *label* as answers, nearest first."""
    near = [other for other in labels if abs(other.first - label.first) <= ERA]
    return [edition_option(other) for other in sorted(near, key=lambda other: abs(other.first - label.first))]


def _editions(
    cup: SettledCup, kind: Kind, difficulty: Difficulty, clubs: dict[str, list[Label]], sure: list[Label]
) -> Iterator[Question]:
    """The edition that a club won, or lost in the final: one question for each of these."""
    alike = alike_as_editions(cup)
    lives: dict[str, tuple[int, int]] = {}
    for label, club, _ in cup.archive.names_in_editions():
        lives[club] = (lives.get(club, (label.first, 0))[0], label.last)
    for club, labels in clubs.items():
        name = cup.name_today(club)
        if name is None:
            continue
        # Editions whose final is not settled may be right as well.
        of_club = {
            edition_option(label)
            for label, found in cup.finals.items()
            for side in (found.winner if kind is Kind.EDITION_WON else found.runner_up,)
            if side is None or side.club == club
        }
        for label in (label for label in labels if label in sure):
            rights = (edition_option(label),)
            first, last = lives[club]
            alive = [other for other in sure if first - _LIFE <= other.first and other.last <= last + _LIFE]
            near = [
                option for option in _nearest(label, alive) if not any(alike(option, own) for own in of_club)
            ]
            wrongs = wrong_beside(rights, near, alike)
            if wrongs:
                tie = cup.final(label)
                yield Question(kind, difficulty, rights, wrongs, None, tie, {"club": name, "of": label.id})


def _final_of_two(
    cup: SettledCup, pairs: dict[frozenset[str], list[Label]], sure: list[Label]
) -> Iterator[Question]:
    for labels in pairs.values():
        rights = tuple(map(edition_option, labels))
        final = cup.final(labels[0])
        if final is None or len(labels) > 1:
            continue
        near = [option for option in _nearest(labels[0], sure) if option not in rights]
        wrongs = wrong_beside(rights, near, alike_as_editions(cup))
        clear = all(cup.name_today(side.club) for side in (final.home, final.away))
        if wrongs and clear and final.winner and final.loser:
            about = {"club": final.winner.name, "opponent": final.loser.name}
            yield Question(Kind.FINAL_OF_TWO, Difficulty.MEDIUM, rights, wrongs, None, final, about)


def _shoot_outs(cup: SettledCup) -> Iterator[Question]:
    """The final that went to a shoot-out; distractors are finals that were decided by their score."""
    drawn, decided = [], []
    for label, found in cup.finals.items():
        tie = found.tie
        if tie is None or len(tie.matches) != 1:
            continue
        if not cup.sure(label, tie, Fact.SCORE, Fact.SHOOT_OUT):
            continue
        if tie.matches[0].shoot_out:
            drawn.append(label)
        elif tie.matches[0].margin:
            decided.append(label)
    for label in drawn:
        rights = (edition_option(label),)
        wrongs = wrong_beside(rights, _nearest(label, decided), alike_as_editions(cup))
        if wrongs:
            tie = cup.finals[label].tie
            yield Question(Kind.SHOOT_OUT, Difficulty.MEDIUM, rights, wrongs, None, tie, {"of": label.id})


def _cups(cup: SettledCup, won: dict[str, list[Label]]) -> Iterator[Question]:
    """The number of cups that a club has won, unless sources count them differently."""
    contested = {cups.club for cups in cups_apart(cup.archive)}
    for club, labels in won.items():
        name = cup.name_today(club)
        count = cup.archive.titles(labels[-1])
        certain = count is not None and count.number == len(labels) and count.apart is None
        if name is None or not certain or club in contested or not cup.all_known:
            continue
        number = len(labels)
        most = min(number + 4, len(cup.finals))
        numbers = sorted(range(most + 1), key=lambda other: (abs(other - number), other))
        rights = (Option(str(number), str(number)),)
        wrongs = wrong_beside(rights, [Option(str(n), str(n)) for n in numbers], alike_as_texts)
        first, last = cup.archive.totals.first, cup.archive.totals.last
        about = {"club": name, "first": str(first), "last": str(last)}
        if wrongs:
            yield Question(Kind.CUPS, Difficulty.EASY, rights, wrongs[:5], None, cup.final(labels[-1]), about)


def _records(cup: SettledCup) -> Iterator[Question]:
    """The holder of a record about finals, if all finals are known; joint holders are right too."""
    if not cup.all_known or len(cup.archive.labels) < 2:
        return
    held: dict[RecordKind, list[tuple[Record, Option]]] = {}
    for record, holder in records_of(cup.archive):
        if record.settled and record.kind.of_finals:
            side = holder.club
            option = club_option(side) if side else edition_option(holder.tie.edition) if holder.tie else None
            if option:
                held.setdefault(record.kind, []).append((record, option))
    first, last = cup.archive.totals.first, cup.archive.totals.last
    most = {row.club for row in title_table(cup.archive, apart=True) if row.rank == 1}
    for kind, holders in held.items():
        rights = tuple(option for _, option in holders)
        if kind is RecordKind.HIGHEST_FINAL:
            if not all(found.tie and found.tie.aggregate for found in cup.finals.values()):
                continue
            candidates = _nearest(cup.archive.by_id[rights[0].id], list(cup.finals))
            alike = alike_as_editions(cup)
        else:
            table = title_table(cup.archive, apart=False)
            if kind is RecordKind.TITLES and most != {option.id for option in rights}:
                continue  # another club holds it by the other way of counting
            candidates = [club_option(Side(row.club, row.name)) for row in table[:_NEXT]]
            alike = alike_as_clubs(cup)
        wrongs = wrong_beside(rights, [o for o in candidates if o.id not in {r.id for r in rights}], alike)
        contested = kind is RecordKind.TITLES and cups_apart(cup.archive)
        value = "" if contested else str(holders[0][0].value)
        about = {"record": kind.value, "first": str(first), "last": str(last), "value": value}
        if wrongs:
            difficulty = Difficulty.MEDIUM if kind is RecordKind.HIGHEST_FINAL else Difficulty.EASY
            yield Question(Kind.RECORD, difficulty, rights, wrongs, None, None, about)
