"""Questions about one edition: its ties, its entrants, and its scorers' clubs."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from store.cup.findings import Fact
from store.cup.rounds import FINAL, RoundKind
from store.cup.ties import Side, Tie
from store.cup.values import MatchStatus
from store.text.folding import fold, fold_club, surname
from store.trivia.options import alike_as_clubs, alike_as_texts, share_a_word, wrong_beside
from store.trivia.question import Difficulty, Kind, Option, Question
from store.trivia.settled import SettledEdition, names_all_of

_ROUNDS_SHOWN = 5  # rounds among which the one is in which a club went out
_TIES_OF_ROUND = {"SF": 2, "QF": 4}


def questions_of_edition(settled: SettledEdition) -> Iterator[Question]:
    """Every question from settled facts of an edition, except those about the facts of its final."""
    yield from _beaten(settled)
    yield from _stage(settled)
    yield from _reached(settled)
    yield from _entrant(settled)
    yield from _shoot_out(settled)
    yield from _scored_for(settled)
    yield from _name(settled)


def _stage_difficulty(tie: Tie) -> Difficulty:
    if tie.is_final:
        return Difficulty.EASY
    return Difficulty.MEDIUM if tie.round.code == "SF" else Difficulty.HARD


def _beaten(settled: SettledEdition) -> Iterator[Question]:
    """The club that a club beat in a round, and the club that knocked a club out."""
    alike = alike_as_clubs(settled.cup)
    era = list(settled.clubs_of_era())
    lost = Counter(tie.loser.club for tie in settled.edition.knock_outs if tie.loser)
    for tie in settled.decided():
        winner, loser = tie.winner, tie.loser
        if winner is None or loser is None or tie.walkover:  # a walkover was not played
            continue
        candidates = [club for club in era if club.id not in (winner.club, loser.club)]
        asked: list[tuple[Kind, Side, Side]] = [(Kind.BEATEN, winner, loser)]
        if not tie.is_final and lost[loser.club] == 1 and not settled.plays_after(loser.club, tie):
            asked.append((Kind.KNOCKED_OUT_BY, loser, winner))
        for kind, club, right in asked:
            beside = [option for option in candidates if not alike(option, settled.club(club))]
            if kind is Kind.BEATEN:  # who went on was not beaten
                beside = [option for option in beside if not settled.plays_after(option.id, tie)]
            rights = (settled.club(right),)
            wrongs = wrong_beside(rights, beside, alike)
            about = {"club": club.name, "round": tie.round.name}
            if wrongs:
                yield Question(kind, _stage_difficulty(tie), rights, wrongs, settled.label, tie, about)


def _stage(settled: SettledEdition) -> Iterator[Question]:
    """The round in which a club was knocked out, for an edition whose rounds are all known."""
    if not settled.edition.whole or not settled.has_final or not settled.cup.sure_of_ties(settled.label):
        return
    rounds = [round_ for round_ in settled.edition.rounds if round_.kind is RoundKind.KNOCK_OUT]
    lost: dict[str, list[Tie]] = defaultdict(list)
    for tie in settled.edition.ties:
        if tie.loser and tie.is_knock_out:
            lost[tie.loser.club].append(tie)
    for tie in settled.decided():
        if tie.loser is None or lost[tie.loser.club] != [tie] or settled.plays_after(tie.loser.club, tie):
            continue
        rights = (Option(str(tie.round.number), tie.round.name),)
        # The nearest rounds: everybody knows who was in the final, but for who nearly was.
        near = sorted(rounds, key=lambda one: abs(one.number - tie.round.number))
        beside = [one for one in near if one.code != FINAL or tie.round.code in ("SF", FINAL)][:_ROUNDS_SHOWN]
        options = [Option(str(one.number), one.name) for one in beside]
        wrongs = wrong_beside(rights, options, alike_as_texts)
        difficulty = Difficulty.MEDIUM if _stage_difficulty(tie) is not Difficulty.HARD else Difficulty.HARD
        if wrongs:
            about = {"club": tie.loser.name}
            yield Question(Kind.STAGE, difficulty, rights, wrongs, settled.label, tie, about)


def _reached(settled: SettledEdition) -> Iterator[Question]:
    """A club that played in a round whose ties are all known; distractors are clubs that got less far."""
    for code, number in _TIES_OF_ROUND.items():
        ties = settled.complete(code, number)
        if not ties:
            continue
        there = [side for tie in ties for side in (tie.home, tie.away)]
        later = {
            side.club
            for tie in settled.edition.ties
            if tie.round.number >= ties[0].round.number
            for side in (tie.home, tie.away)
        }
        rights = tuple(map(settled.club, there))
        candidates = [club for club in settled.clubs_of_era() if club.id not in later]
        wrongs = wrong_beside(rights, candidates, alike_as_clubs(settled.cup))
        difficulty = Difficulty.MEDIUM if code == "SF" else Difficulty.HARD
        if wrongs:
            about = {"round": ties[0].round.name}
            yield Question(Kind.REACHED, difficulty, rights, wrongs, settled.label, None, about)


def _entrant(settled: SettledEdition) -> Iterator[Question]:
    """A club that took part, for an edition known whole; distractors are clubs of editions near it."""
    if not settled.edition.whole or not settled.cup.sure_of_teams(settled.label):
        return
    rights = tuple(settled.cup.entrants(settled.label))
    here = set(settled.edition.entrants)
    candidates = [club for club in settled.clubs_of_era() if club.id not in here]
    wrongs = wrong_beside(rights, candidates, alike_as_clubs(settled.cup)) if rights else ()
    if wrongs:
        yield Question(Kind.ENTRANT, Difficulty.HARD, rights, wrongs, settled.label)


def _shoot_out(settled: SettledEdition) -> Iterator[Question]:
    """The tie that went to a shoot-out; distractors are ties that were decided by their score."""
    matches = settled.matches(Fact.SCORE, Fact.SHOOT_OUT, Fact.EXTRA_TIME)
    matches = [(tie, match) for tie, match in matches if tie.is_knock_out]
    drawn = [match for _, match in matches if match.shoot_out]
    decided = [match for _, match in matches if match.margin and not match.shoot_out]
    candidates = [Option(str(match.line), f"{match.home.name} – {match.away.name}") for match in decided]
    for tie, match in matches:
        if match not in drawn:
            continue
        rights = (Option(str(match.line), f"{match.home.name} – {match.away.name}"),)
        wrongs = wrong_beside(rights, candidates, alike_as_texts)
        if wrongs:
            about = {"home": match.home.name, "away": match.away.name}
            yield Question(Kind.SHOOT_OUT, Difficulty.HARD, rights, wrongs, settled.label, tie, about)


def _scored_for(settled: SettledEdition) -> Iterator[Question]:
    """The club that a player scored for; distractors are clubs whose scorers are all named."""
    named: dict[str, bool] = {}
    clubs_of_name: dict[str, set[str]] = defaultdict(set)
    for tie in settled.edition.ties:
        for match in tie.matches:
            for side, club in enumerate((match.home, match.away)):
                told = match.status not in (MatchStatus.PLAYED, MatchStatus.FIXTURE) or names_all_of(
                    match, side
                )
                named[club.club] = named.get(club.club, True) and told
            for entry in match.goals:
                clubs_of_name[fold(surname(entry.name))].add(entry.club)
    alike = alike_as_clubs(settled.cup)
    candidates = [club for club in settled.cup.entrants(settled.label) if named.get(club.id)]
    asked = set()
    for tie, match in settled.matches(Fact.SCORERS):
        for entry in match.goals:
            alone = len(clubs_of_name[fold(surname(entry.name))]) == 1
            if entry.own_goal or not entry.counted or not alone or entry.player in asked:
                continue
            asked.add(entry.player)
            # Under the club's name in the tie, which the explanation cites.
            rights = (settled.club(match.home if match.home.club == entry.club else match.away),)
            wrongs = wrong_beside(rights, candidates, alike)
            difficulty = settled.difficulty_of_scorer(tie, entry.name)
            if wrongs:
                about = {"player": entry.name}
                yield Question(Kind.SCORED_FOR, difficulty, rights, wrongs, settled.label, tie, about)


def _is_recognised(settled: SettledEdition, club: Option) -> bool:
    """Whether a reader recognises *club* as one of today by its name, and would drop it at sight."""
    peers = settled.cup.peers
    known = peers.plays(club.id) and share_a_word(settled.cup.clubs[club.id].name, club.text)
    return known or bool(peers.words_of_today & set(fold_club(club.text).split()))


def _name(settled: SettledEdition) -> Iterator[Question]:
    """A club's former name, if it shares no word with its name of today."""
    cup = settled.cup
    if not cup.sure(settled.label, None, Fact.NAMES):
        return
    former = [club for club in settled.clubs_of_era() if not _is_recognised(settled, club)]
    for right in cup.entrants(settled.label):
        today = cup.name_today(right.id)
        if today is None or share_a_word(today, right.text):
            continue
        called = cup.peers.under(Side(right.id, right.text))
        if next((label for label in called if cup.sure(label, None, Fact.NAMES)), None) != settled.label:
            continue  # it is asked of the first edition in which it was called so
        rights = (right,)
        wrongs = wrong_beside(rights, former, alike_as_clubs(cup))
        if wrongs:
            yield Question(Kind.NAME, Difficulty.MEDIUM, rights, wrongs, settled.label, None, {"club": today})
