"""The rounds of an edition from the sections of its file: joined where they are legs or replays, and
named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Generic

from store.cup.rounds import (
    FINAL,
    FINAL_GROUP,
    OTHER_PLACE,
    THIRD_PLACE,
    NamedRound,
    RoundKind,
    round_code,
)
from store.cup.values import MatchStatus
from store.derivation.rounds.drafts import Draft, FixtureT
from store.derivation.rounds.headings import Heading, read_heading
from store.derivation.rounds.legs import Repeated, repeated_in, replays_among, settle
from store.seedfiles.season import GivenRow, RoundSection


@dataclass(slots=True)
class Round(Generic[FixtureT]):
    """A round with its *pairs*, the matches of the same two clubs; of a group each match is alone. *clubs*
    are those that it is said to have.

    *replays* are the line numbers of replays; *legs* says that its ties have two legs.
    """

    named: NamedRound
    pairs: list[list[FixtureT]]
    byes: list[tuple[str, int]]
    table: list[GivenRow]
    clubs: list[str]
    replays: set[int]
    legs: bool


@dataclass(slots=True)
class Rounds(Generic[FixtureT]):
    """The *rounds* of an edition, and the lines of its *finals* when there is more than one."""

    rounds: list[Round[FixtureT]]
    finals: list[int]


def rounds_of(sections: Sequence[tuple[RoundSection, Sequence[FixtureT]]]) -> Rounds[FixtureT]:
    """The rounds of an edition, numbered from 1 in the order of the file, also those without a match.

    *sections* are those of the file, each with its matches.
    """
    drafts = _joined(sections)
    finals = _finals(drafts)
    if _pairs_in(finals) == 1:
        _set_aside(drafts, finals[0])
    codes = _codes(drafts, finals)
    kinds = settle([_repeated(draft) for draft in drafts])
    rounds = []
    for number, (draft, code, kind) in enumerate(zip(drafts, codes, kinds, strict=True), start=1):
        round_kind = draft.kind
        if code == THIRD_PLACE:
            round_kind = RoundKind.PLACEMENT
        named = NamedRound(number, draft.name, code, round_kind)
        pairs = [[fixture] for fixture in draft.fixtures] if named.has_table else list(draft.pairs.values())
        replays = set(draft.replays)
        for pair in () if named.has_table else pairs:
            replays |= replays_among([fixture.line for fixture in pair], kind)
        byes = [] if named.has_table else draft.byes  # in a group it is a day without a match
        legs = kind is Repeated.LEGS
        rounds.append(Round(named, pairs, byes, draft.table, draft.clubs, replays, legs))
    several = [fixture.line.line for draft in finals for fixture in draft.fixtures]
    return Rounds(rounds, several if _pairs_in(finals) > 1 else [])


def _set_aside(drafts: list[Draft[FixtureT]], final: Draft[FixtureT]) -> None:
    """Put the matches of a *final* between other clubs, which were struck from the record, behind it."""
    (pair,) = final.counted
    other = [one for one in final.fixtures if frozenset((one.home.club, one.away.club)) != pair]
    if other:
        final.fixtures = [one for one in final.fixtures if one not in other]
        unknown = Heading(final.name, None, RoundKind.KNOCK_OUT)
        drafts.insert(drafts.index(final) + 1, Draft(final.name, unknown, final.line, other))


def _joined(sections: Sequence[tuple[RoundSection, Sequence[FixtureT]]]) -> list[Draft[FixtureT]]:
    """The sections joined to rounds: legs and replays under headings of their own, a heading that is there
    again, and the same clubs in two successive knock-out rounds, which are two legs."""
    drafts: list[Draft[FixtureT]] = []
    for section, fixtures in sections:
        heading = read_heading(section.name)
        draft = _round_of(section, heading, fixtures, drafts)
        if draft is None:
            if heading.replay and drafts and drafts[-1].heading.of_table:  # for a place in that group
                heading = replace(heading, code=OTHER_PLACE, kind=RoundKind.PLACEMENT)
            name = heading.base if heading.base and (heading.leg or heading.of_table) else section.name
            draft = Draft(name, heading, section.line)
            drafts.append(draft)
        draft.fixtures += fixtures
        draft.byes += [(name, section.line) for name in section.byes]
        draft.table += section.table
        draft.clubs += section.clubs
        draft.legs = draft.legs or bool(heading.leg)
        if heading.replay:
            draft.replays |= {fixture.line.line for fixture in fixtures}
    return drafts


def _round_of(
    section: RoundSection,
    heading: Heading,
    fixtures: Sequence[FixtureT],
    drafts: Sequence[Draft[FixtureT]],
) -> Draft[FixtureT] | None:
    """The round in *drafts* that a section belongs to, None when it begins one."""
    for draft in reversed(drafts):
        if draft.name == section.name or (heading.of_table and heading.is_of(draft.heading)):
            return draft
    pairs = {frozenset((fixture.home.club, fixture.away.club)) for fixture in fixtures}
    if heading.leg == 2 or heading.replay:
        for draft in reversed(drafts):
            if draft.heading.kind is heading.kind and heading.is_of(draft.heading):
                return draft
        return next(
            (
                draft
                for draft in reversed(drafts)
                if not draft.heading.of_table and pairs and pairs <= draft.pairs.keys()
            ),
            None,
        )
    last = next((draft for draft in reversed(drafts) if draft.fixtures), None)
    knock_out = last and last.kind is heading.kind is RoundKind.KNOCK_OUT and not section.table
    return last if last and knock_out and pairs and pairs == last.pairs.keys() else None


def _repeated(draft: Draft[FixtureT]) -> Repeated:
    if draft.kind not in (RoundKind.KNOCK_OUT, RoundKind.PLACEMENT):
        return Repeated.OPEN
    if draft.legs:
        return Repeated.LEGS
    lines = [
        [
            replace(fixture.line, replay=fixture.line.replay or fixture.line.line in draft.replays)
            for fixture in pair
        ]
        for pair in draft.pairs.values()
    ]
    return repeated_in(lines) if lines else Repeated.OPEN


def _finals(drafts: Sequence[Draft[FixtureT]]) -> list[Draft[FixtureT]]:
    """The rounds called the final, if a match in them counts; else the one that is it by its place.

    That is a round with an unknown name and one tie: of the two that won the semi-finals, where these say
    who did; else the last one with ties.
    """
    played = [draft for draft in drafts if draft.counted]
    codes = [_code(draft) for draft in played]
    if FINAL in codes:
        return [draft for draft, code in zip(played, codes, strict=True) if code == FINAL]
    if not played or FINAL_GROUP in codes:
        return []
    if sum(_ends_in_final(draft.name) for draft in played) > 1:  # of several paths of their own
        return []
    unnamed = [
        draft
        for draft, code in zip(played, codes, strict=True)
        if code is None and draft.kind is RoundKind.KNOCK_OUT and len(draft.counted) == 1
    ]
    semi_finals = [place for place, code in enumerate(codes) if code == "SF"]
    winners = _winners(played[semi_finals[-1]]) if semi_finals else frozenset()
    if len(winners) == 2:
        return [draft for draft in unnamed if _clubs(draft) == winners][:1]
    others = [draft for draft in unnamed if semi_finals and draft not in played[: semi_finals[-1]]]
    return unnamed[-1:] if unnamed[-1:] == played[-1:] and len(others) < 2 else []


def _winners(draft: Draft[FixtureT]) -> frozenset[str]:
    """The clubs that went through in a round by goals, shoot-outs and statements in the lines alone."""
    return frozenset(club for pair in draft.counted.values() if (club := _winner(pair)))


def _winner(pair: Sequence[FixtureT]) -> str | None:
    last = pair[-1]
    stated = next(
        (one.line.advanced or one.line.lots for one in pair if one.line.advanced or one.line.lots), None
    )
    if stated:
        return last.home.club if stated == last.line.home else last.away.club
    if last.line.status is MatchStatus.WALKOVER:
        return last.home.club
    if shoot_out := last.line.shoot_out:
        return last.home.club if shoot_out.home > shoot_out.away else last.away.club
    goals: Counter[str] = Counter()
    for one in pair:
        if one.line.score is None:
            return None
        goals[one.home.club] += one.line.score.home
        goals[one.away.club] += one.line.score.away
    first, second = last.home.club, last.away.club
    return None if goals[first] == goals[second] else max(first, second, key=lambda club: goals[club])


def _ends_in_final(name: str) -> bool:
    """Whether it is the final of a part: ``Path A, Final``."""
    return round_code(name.rpartition(",")[2].strip()) == FINAL


def _pairs_in(finals: Sequence[Draft[FixtureT]]) -> int:
    return sum(len(draft.counted) for draft in finals)


def _codes(drafts: Sequence[Draft[FixtureT]], finals: Sequence[Draft[FixtureT]]) -> list[str]:
    """The code of each round; one with an unknown name gets that of its position, ``R3`` for the third.

    Unless it is the final, or the match for third place: of the two clubs that played in the semi-finals and
    not in the final. Of several finals none is the final.
    """
    codes = [_code(draft) for draft in drafts]
    one = _pairs_in(finals) == 1
    for place, draft in enumerate(drafts):
        if draft in finals:
            codes[place] = FINAL if one else None
    for place in _for_third_place(drafts, codes, finals) if one else ():
        codes[place] = THIRD_PLACE
    return _distinct([code or f"R{place + 1}" for place, code in enumerate(codes)])


def _distinct(codes: Sequence[str]) -> list[str]:
    """*codes*, those that were there before with a letter behind them: ``GAb`` in a second stage."""
    seen: Counter[str] = Counter()
    found = []
    for code in codes:
        seen[code] += 1
        again = min(seen[code] - 1, len(ascii_lowercase) - 1)
        found.append(f"{code}{ascii_lowercase[again]}" if again else code)
    return found


def _code(draft: Draft[FixtureT]) -> str | None:
    if draft.heading.of_table and draft.kind is RoundKind.KNOCK_OUT:
        return None
    if draft.kind is RoundKind.GROUP and draft.heading.kind is RoundKind.KNOCK_OUT:
        return "G"
    return draft.heading.code


def _for_third_place(
    drafts: Sequence[Draft[FixtureT]],
    codes: Sequence[str | None],
    finals: Sequence[Draft[FixtureT]],
) -> list[int]:
    """The rounds with an unknown name whose only two clubs are those of the semi-finals not in the final."""
    semi_finals = [place for place, code in enumerate(codes) if code == "SF"]
    if not semi_finals:
        return []
    four = _clubs(drafts[semi_finals[-1]])
    others = four - _clubs(finals[0])
    if len(four) != 4 or len(others) != 2:
        return []
    return [
        place
        for place, draft in enumerate(drafts)
        if codes[place] is None and place > semi_finals[-1] and _clubs(draft) == others
    ]


def _clubs(draft: Draft[FixtureT]) -> frozenset[str]:
    return frozenset().union(*draft.pairs)
