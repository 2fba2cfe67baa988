"""Questions about the final of one edition, its top scorer, and the scores and scorers of its matches."""

from collections.abc import Iterator

from store.cup.findings import Fact
from store.cup.rounds import FINAL
from store.cup.ties import Match, Tie
from store.text.folding import fold
from store.trivia.options import (
    alike_as_clubs,
    alike_as_players,
    alike_as_texts,
    alike_in_words,
    man_option,
    written_like,
    wrong_beside,
)
from store.trivia.peers import PLAYERS_ERA
from store.trivia.question import Difficulty, Kind, Option, Question
from store.trivia.settled import SettledEdition, goals_in_order, names_all_of

_MOST_GOALS = 8  # in a score made up as a distractor


def questions_of_final(settled: SettledEdition) -> Iterator[Question]:
    """Every question from settled facts about the final of an edition and its top scorers."""
    final = next((tie for tie in settled.ties() if tie.round.code == FINAL), None)
    if final is not None:
        yield from _winner(settled)
        yield from _first_goal(settled, final)
        yield from _where(settled, final)
        yield from _referee(settled, final)
    yield from _top_scorer(settled)


def _winner(settled: SettledEdition) -> Iterator[Question]:
    cup, label = settled.cup, settled.label
    final = cup.final(label)
    if final is None or final.winner is None or final.loser is None:
        return
    # The winners of editions of the same years, or all their entrants where the winner is not known.
    touching: set[str] = set()
    for other, found in cup.finals.items():
        if other.first <= label.last and label.first <= other.last:
            winners = (found.winner,) if found.winner else cup.peers.entrants(other)
            touching |= {side.club for side in winners}
    candidates = [
        club for club in (settled.club(final.loser), *settled.clubs_of_era()) if club.id not in touching
    ]
    rights = (settled.club(final.winner),)
    wrongs = wrong_beside(rights, candidates, alike_as_clubs(cup))
    if wrongs:
        yield Question(Kind.WINNER, Difficulty.EASY, rights, wrongs, label, final)


def scorers_of_era(settled: SettledEdition, tie: Tie) -> Iterator[Option]:
    """The scorers in *tie*, in other ties of its clubs, in the rest of the edition, in finals near it."""
    clubs = {tie.home.club, tie.away.club}
    ties = sorted(
        settled.edition.ties,
        key=lambda other: (other.key != tie.key, not clubs & {other.home.club, other.away.club}),
    )
    for other in (*ties, *settled.cup.finals_near(settled.label, PLAYERS_ERA)):
        for match in other.matches:
            yield from (man_option(entry) for entry in match.goals if entry.counted and not entry.own_goal)


def _first_goal(settled: SettledEdition, final: Tie) -> Iterator[Question]:
    """The scorer of the first goal, and its minute."""
    if not settled.cup.sure(settled.label, final, Fact.SCORE, Fact.SCORERS, Fact.MINUTES):
        return
    goals = [goal for match in final.matches[:1] for goal in goals_in_order(match)]
    if len(final.matches) > 1 or not goals or (len(goals) > 1 and goals[0][0] == goals[1][0]):
        return
    minute, entry = goals[0]
    if not entry.own_goal:
        rights = (man_option(entry),)
        wrongs = wrong_beside(
            rights, written_like(entry.name, scorers_of_era(settled, final)), alike_as_players
        )
        if wrongs and len(goals) > 1:
            about = {"minute": f"{minute}′"}
            yield Question(Kind.FIRST_GOAL, Difficulty.HARD, rights, wrongs, settled.label, final, about)
    near = settled.cup.finals_near(settled.label)
    minutes = [goals_in_order(tie.matches[0])[:1] for tie in near if len(tie.matches) == 1]
    rights = (_minute(minute),)
    candidates = [_minute(other[0][0]) for other in minutes if other]
    wrongs = wrong_beside(rights, candidates, _close_minutes)
    if wrongs:
        about = {"player": entry.name}
        yield Question(Kind.FIRST_MINUTE, Difficulty.HARD, rights, wrongs, settled.label, final, about)


def _minute(minute: int) -> Option:
    return Option(str(minute), f"{minute}′")


def _close_minutes(one: Option, other: Option) -> bool:
    return abs(int(one.id) - int(other.id)) < 3


def _where(settled: SettledEdition, final: Tie) -> Iterator[Question]:
    """The venue; distractors are venues of earlier finals of the era only, as a later one may not have been
    built yet."""
    before = [tie for tie in settled.cup.finals_near(settled.label) if tie.edition < settled.label]
    places = [_venue(match) for tie in before for match in tie.matches]
    right = _venue(final.matches[0])
    if right and len(final.matches) == 1 and settled.cup.sure(settled.label, final, Fact.VENUE):
        wrongs = wrong_beside((right,), filter(None, places), alike_in_words)
        if wrongs:
            yield Question(Kind.VENUE, Difficulty.MEDIUM, (right,), wrongs, settled.label, final)


def _venue(match: Match) -> Option | None:
    return Option(fold(match.venue), match.venue) if match.venue else None


def _referee(settled: SettledEdition, final: Tie) -> Iterator[Question]:
    referees = [_referee_of(match) for tie in settled.cup.finals_near(settled.label) for match in tie.matches]
    right = _referee_of(final.matches[0])
    if right and len(final.matches) == 1 and settled.cup.sure(settled.label, final, Fact.REFEREE):
        wrongs = wrong_beside((right,), filter(None, referees), alike_as_texts)
        if wrongs:
            yield Question(Kind.REFEREE, Difficulty.HARD, (right,), wrongs, settled.label, final)


def _referee_of(match: Match) -> Option | None:
    """The referee as an answer, without the town, which not every source gives."""
    name = match.referee.partition(" (")[0] if match.referee else ""
    return Option(fold(name), name) if name else None


def _top_scorer(settled: SettledEdition) -> Iterator[Question]:
    """The top scorers by the edition's own list; distractors are its other scorers and other editions' top
    scorers."""
    cup, label = settled.cup, settled.label
    named = [row for row in settled.edition.scorers if row.official]
    if (
        not named
        or not cup.sure_of_leaders(label)
        or any(row.disputed or row.low != row.high for row in named)
    ):
        return
    rights = tuple(Option(row.player, row.name) for row in named)
    others = [Option(row.player, row.name) for row in settled.edition.scorers if not row.official]
    sql = "SELECT player, name FROM edition_scorers WHERE official AND edition = ? ORDER BY place"
    for other in cup.peers.near(label, PLAYERS_ERA):
        others += [Option(row["player"], row["name"]) for row in cup.archive.query(sql, [other.id])]
    wrongs = wrong_beside(rights, written_like(rights[0].text, others), alike_as_players)
    shown = tuple(written_like(rights[0].text, rights))
    if wrongs:
        yield Question(Kind.TOP_SCORER, Difficulty.MEDIUM, shown, wrongs, label)


def _scorers_of(match: Match, side: int) -> tuple[Option, ...]:
    """The scorers for the *side* of *match*, without own goals."""
    scored = [entry for entry in match.goals if entry.side == side and not entry.own_goal]
    return tuple(dict.fromkeys(man_option(entry) for entry in scored))


def scorer_questions(settled: SettledEdition) -> Iterator[Question]:
    """The scorers for each side of each match."""
    for tie, match in settled.matches(Fact.SCORE, Fact.SCORERS):
        for side, club, opponent in ((0, match.home, match.away), (1, match.away, match.home)):
            rights = _scorers_of(match, side)
            if not rights or not names_all_of(match, side):
                continue
            shown = tuple(written_like(rights[0].text, rights))
            # The player of an own goal could be called its scorer.
            own = {fold(entry.name) for entry in match.goals if entry.side == side and entry.own_goal}
            candidates = [
                scorer
                for scorer in written_like(shown[0].text, scorers_of_era(settled, tie))
                if fold(scorer.text) not in own
            ]
            wrongs = wrong_beside(rights, candidates, alike_as_players)
            about = {"club": club.name, "opponent": opponent.name, "round": tie.round.name}
            difficulty = settled.difficulty_of_scorer(tie, shown[0].text)
            if wrongs:
                yield Question(Kind.SCORER, difficulty, shown, wrongs, settled.label, tie, about)


def score_questions(settled: SettledEdition) -> Iterator[Question]:
    """The score of each match; distractors are similar scores."""
    for tie, match in settled.matches(Fact.SCORE):
        score = match.score
        if score is None:
            continue
        low, high = sorted((score.home, score.away))
        near = sorted(
            (
                (a, b)
                for a in range(8)
                for b in range(a + 1)
                if (a == b) == (low == high) and a + b <= max(low + high, _MOST_GOALS)
            ),
            key=lambda other: (abs(other[0] - high) + abs(other[1] - low), other),
        )
        turned = score.home < score.away
        candidates = [Option(text, text) for a, b in near for text in [f"{b}–{a}" if turned else f"{a}–{b}"]]
        text = f"{score.home}–{score.away}"
        rights = (Option(text, text),)
        wrongs = wrong_beside(rights, candidates[:7], alike_as_texts)
        about = {"home": match.home.name, "away": match.away.name, "round": tie.round.name}
        difficulty = Difficulty.MEDIUM if tie.is_final else Difficulty.HARD
        if wrongs:
            yield Question(Kind.SCORE, difficulty, rights, wrongs, settled.label, tie, about)
