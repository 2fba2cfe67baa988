"""Questions about several clubs or editions at once: which two, which one does not belong, in which order,
and which edition is meant by clues."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, permutations

from store.cup.findings import Fact
from store.cup.labels import Label
from store.cup.ties import Side, Tie
from store.text.folding import fold_club
from store.trivia.options import alike_as_clubs, alike_as_editions, club_option, edition_option, wrong_beside
from store.trivia.question import Difficulty, Kind, Option, Question
from store.trivia.settled import SettledCup, SettledEdition

_SEMI_FINALISTS = """
    SELECT DISTINCT side.value AS club FROM ties t JOIN rounds r USING (edition, round),
        json_each(json_array(t.home, t.away)) side WHERE r.code = 'SF'
"""
_TWO = 2
_IN_ORDER = 3  # editions whose winners are to be put in order
BETWEEN = " → "  # the names of an answer that is an order


def questions_of_two(settled: SettledEdition) -> Iterator[Question]:
    """Every question about an edition that asks for two clubs, or for the one that does not belong."""
    yield from _finalists(settled)
    yield from _of_round(settled)
    yield from _covered(settled)
    yield from _gap(settled)


def _finalists(settled: SettledEdition) -> Iterator[Question]:
    """The two clubs of the final, of an edition that shares its years with none."""
    cup, label = settled.cup, settled.label
    final = cup.final(label)
    touching = [other for other in cup.finals if other.first <= label.last and label.first <= other.last]
    if final is None or len(touching) > 1:
        return
    rights = _unlike(cup, (settled.club(final.home), settled.club(final.away)))
    there = {right.id for right in rights}
    candidates = [club for club in settled.clubs_of_era() if club.id not in there]
    wrongs = wrong_beside(rights, candidates, alike_as_clubs(cup))
    if len(wrongs) >= _TWO == len(rights):
        yield Question(Kind.FINALISTS, Difficulty.MEDIUM, rights, wrongs, label, final, count=_TWO)


def _of_round(settled: SettledEdition) -> Iterator[Question]:
    """Which two were in the semi-finals, and which one was not."""
    ties = settled.complete("SF", _TWO)
    if not ties:
        return
    clubs = [settled.club(side) for tie in ties for side in (tie.home, tie.away)]
    there = _unlike(settled.cup, clubs)
    if len(there) < len(clubs):
        return
    ids = {club.id for club in there}
    others = [club for club in settled.clubs_of_era() if club.id not in ids]
    about, alike = {"round": ties[0].round.name}, alike_as_clubs(settled.cup)
    wrongs = wrong_beside(there, others, alike)
    if len(wrongs) >= _TWO:
        yield Question(
            Kind.TWO_OF_ROUND, Difficulty.HARD, there, wrongs, settled.label, None, about, count=_TWO
        )
    # Those that took part and did not get there, of the same size.
    took_part = {side.club for tie in settled.edition.ties for side in (tie.home, tie.away)}
    missing = tuple(club for club in wrongs if club.id in took_part)
    if missing and (wrongs := wrong_beside(missing, there, alike)):
        yield Question(Kind.NOT_OF_ROUND, Difficulty.HARD, missing, wrongs, settled.label, None, about)


def _covered(settled: SettledEdition) -> Iterator[Question]:
    """The clubs of a final, one covered in its picture and the other not."""
    cup, label = settled.cup, settled.label
    final = cup.final(label)
    if final is None or not final.matches or not cup.sure(label, final, Fact.SCORE):
        return
    alike, venue = alike_as_clubs(cup), fold_club(final.matches[0].venue or "")
    for side, opponent in ((final.home, final.away), (final.away, final.home)):
        rights, other = (settled.club(side),), settled.club(opponent)
        candidates = [
            club
            for club in settled.clubs_of_era()
            if club.id not in (side.club, opponent.club) and not alike(club, other)
        ]
        wrongs = wrong_beside(rights, candidates, alike)
        if wrongs and not any(name in venue for name in cup.names(side.club)):  # which stands in the picture
            about = {"opponent": opponent.name}
            yield Question(
                *(Kind.COVERED, Difficulty.MEDIUM, rights, wrongs, label, final, about), covered=side.club
            )


def _gap(settled: SettledEdition) -> Iterator[Question]:
    """The clubs of the semi-finals, one of them covered in the tree of the edition; distractors are clubs
    that are not in it."""
    ties = settled.complete("SF", _TWO)
    if not ties or not settled.has_final:
        return
    there = [side for tie in ties for side in (tie.home, tie.away)]
    alike, shown = alike_as_clubs(settled.cup), set(settled.edition.entrants)
    others = [club for club in settled.clubs_of_era() if club.id not in shown]
    for side in there:
        club, opponent, home = (other.name for other in there if other != side)
        rights = (settled.club(side),)
        if wrongs := wrong_beside(rights, others, alike):
            about = {"round": ties[0].round.name, "club": club, "opponent": opponent, "home": home}
            yield Question(
                *(Kind.GAP, Difficulty.HARD, rights, wrongs, settled.label, None, about), covered=side.club
            )


def questions_of_several(cup: SettledCup) -> Iterator[Question]:
    """Every question about several editions that asks for two, for what does not belong, for an order, or for
    the edition that clues describe."""
    yield from _winners(cup)
    yield from _in_order(cup)
    yield from _clues(cup)


def _unlike(cup: SettledCup, clubs: Iterable[Option]) -> tuple[Option, ...]:
    """*clubs* without those that may be confused with one before."""
    alike, kept = alike_as_clubs(cup), list[Option]()
    for club in clubs:
        if not any(alike(club, other) for other in kept):
            kept.append(club)
    return tuple(kept)


def _winners(cup: SettledCup) -> Iterator[Question]:
    """Which two have won the cup, and who never has though in a final, where all finals are known."""
    archive, won, played = cup.archive, set[str](), set[str]()
    if not cup.all_known:
        return
    for found in cup.finals.values():
        won |= {found.winner.club} if found.winner else set()
        played |= {side.club for side in (found.winner, found.runner_up) if side}
    close = {row["club"] for row in archive.query(_SEMI_FINALISTS)}
    shown = {club: club_option(Side(club, name)) for club in played | close if (name := cup.name_today(club))}
    rights = _unlike(cup, [shown[club] for club in sorted(won & set(shown))])
    lost = _unlike(cup, [shown[club] for club in sorted(played - won) if club in shown])
    others = [shown[club] for club in sorted((played | close) - won) if club in shown]
    about = {"first": str(archive.totals.first), "last": str(archive.totals.last)}
    alike = alike_as_clubs(cup)
    if len(rights) >= _TWO and len(wrongs := wrong_beside(rights, others, alike)) >= _TWO:
        yield Question(Kind.TWO_WINNERS, Difficulty.EASY, rights, wrongs, None, None, about, count=_TWO)
    if lost and (wrongs := wrong_beside(lost, rights, alike)):
        yield Question(Kind.NEVER_WON, Difficulty.MEDIUM, lost, wrongs, None, None, about)


def _in_order(cup: SettledCup) -> Iterator[Question]:
    """The winners of editions that follow each other, in order; distractors are the other orders."""
    labels = [label for label in cup.finals if cup.finals[label].held]
    for start in range(len(labels) - _IN_ORDER + 1):
        some = labels[start : start + _IN_ORDER]
        finals = [cup.final(label) for label in some]
        winners = [final.winner for final in finals if final and final.winner]
        years = [label.first for label in some]
        apart = all(one.last < other.first for one, other in pairwise(some))
        if len({side.club for side in winners}) < _IN_ORDER or not apart or years[-1] - years[0] > _IN_ORDER:
            continue
        orders = list(permutations(winners))
        rights, *wrongs = (
            Option(BETWEEN.join(side.club for side in order), BETWEEN.join(side.name for side in order))
            for order in orders
        )
        about = {"one": some[0].id, "two": some[1].id, "three": some[2].id}
        yield Question(Kind.ORDER, Difficulty.MEDIUM, (rights,), tuple(wrongs), None, finals[-1], about)


def _clues(cup: SettledCup) -> Iterator[Question]:
    """The edition that two clues describe: the score of its final, and its top scorer or where it was played;
    distractors are editions of which it is known that another score was played."""
    played = {label: found for label in cup.finals if (found := _score_of(cup, label))}
    clues = {label: _other_clue(cup, label, final) for label, (final, _) in played.items()}
    times = Counter(str((played[label][1], clue)) for label, clue in clues.items())
    for label, (final, score) in played.items():
        more = clues[label]
        if more is None or times[str((score, more))] > 1:
            continue  # it fits several editions
        others = [
            other
            for other in cup.peers.near(label)
            if other in played and played[other][1] != score and _was_there(cup, other, more)
        ]
        rights = (edition_option(label),)
        wrongs = wrong_beside(rights, map(edition_option, others), alike_as_editions(cup))
        if wrongs:
            about = {"score": "–".join(map(str, score)), **more, "of": label.id}
            yield Question(Kind.CLUES, Difficulty.MEDIUM, rights, wrongs, None, final, about)


def _was_there(cup: SettledCup, label: Label, clue: Mapping[str, str]) -> bool:
    """Whether the venue of a *clue*, if it has one, is known in editions before and after *label*."""
    if "venue" not in clue:
        return True
    sql = "SELECT DISTINCT edition FROM matches WHERE venue = ?"
    known = [cup.archive.by_id[row["edition"]] for row in cup.archive.query(sql, [clue["venue"]])]
    return min(known) <= label <= max(known)


def _score_of(cup: SettledCup, label: Label) -> tuple[Tie, tuple[int, int]] | None:
    """The final of one match and its settled score, the winner's goals first."""
    final = cup.final(label)
    if final is None or len(final.matches) != 1 or not cup.sure(label, final, Fact.SCORE):
        return None
    match, winner = final.matches[0], final.winner
    if match.score is None or winner is None or match.shoot_out or not match.margin:
        return None
    goals = (match.score.home, match.score.away)
    return final, goals if match.home.club == winner.club else goals[::-1]


def _other_clue(cup: SettledCup, label: Label, final: Tie) -> dict[str, str] | None:
    """The top scorer of an edition, by its own list, or the place of its final, if that is settled."""
    edition = cup.archive.edition(label)
    named = [row for row in edition.scorers if row.official]
    if len(named) == 1 and cup.sure_of_leaders(label) and not named[0].disputed:
        return {"player": named[0].name}
    venue = final.matches[0].venue
    return {"venue": venue} if venue and cup.sure(label, final, Fact.VENUE) else None
