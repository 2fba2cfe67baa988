"""Validation of all questions: one right answer by the test oracle, no fact in doubt, and no
distractor that can be dropped at sight."""

from collections.abc import Iterator, Mapping

from store.archive.archive import Archive
from store.cup.editions import Edition
from store.cup.findings import DOUBTS, Fact
from store.cup.labels import Label
from store.text.folding import fold, fold_club
from store.trivia.options import LONGEST, LONGEST_ORDER, script_of
from store.trivia.pool import Pool
from store.trivia.proof.oracle import compared_by, possible_answers
from store.trivia.proof.peers import conspicuous
from store.trivia.question import Kind, Question

_FACTS = {
    Kind.WINNER: (Fact.WINNER,),
    Kind.BEATEN: (Fact.WINNER, Fact.RUNNER_UP),
    Kind.KNOCKED_OUT_BY: (Fact.WINNER,),
    Kind.STAGE: (Fact.WINNER,),
    Kind.SCORE: (Fact.SCORE,),
    Kind.SHOOT_OUT: (Fact.SHOOT_OUT,),
    Kind.REPLAY: (Fact.SCORE,),
    Kind.GROUP_WINNER: (Fact.SCORE,),
    Kind.GROUP_LAST: (Fact.SCORE,),
    Kind.POINTS: (Fact.SCORE,),
    Kind.SCORER: (Fact.SCORERS,),
    Kind.SCORED_FOR: (Fact.SCORERS,),
    Kind.FIRST_GOAL: (Fact.SCORERS, Fact.MINUTES),
    Kind.FIRST_MINUTE: (Fact.MINUTES,),
    Kind.TOP_SCORER: (Fact.TOP_SCORERS,),
    Kind.VENUE: (Fact.VENUE,),
    Kind.REFEREE: (Fact.REFEREE,),
    Kind.NAME: (Fact.NAMES,),
    Kind.EDITION_WON: (Fact.WINNER,),
    Kind.FINAL_LOST: (Fact.RUNNER_UP,),
    Kind.FINAL_OF_TWO: (Fact.WINNER, Fact.RUNNER_UP),
    Kind.COVERED: (Fact.WINNER, Fact.RUNNER_UP, Fact.SCORE),
    Kind.FINALISTS: (Fact.WINNER, Fact.RUNNER_UP),
    Kind.ORDER: (Fact.WINNER,),
    Kind.CLUES: (Fact.SCORE,),
    Kind.GROUP_PLACE: (Fact.SCORE,),
}


def broken_rules(archive: Archive, pool: Pool) -> Iterator[str]:
    """The rules that questions of *pool* break, a line for each problem; empty when there is none.

    Every right answer and every distractor is checked against the tables of *archive*.
    """
    keys: set[str] = set()
    names = _names(archive)
    editions = {label: archive.edition(label) for label in archive.labels}
    for question in pool.questions():
        problems = [*_of_form(question), *_of_names(question, names), *_of_doubts(question, editions)]
        problems += _of_truth(archive, question)
        problems += conspicuous(archive, question)
        problems += ["is there twice"] if question.key in keys else []
        keys.add(question.key)
        yield from (f"{question}: {problem}" for problem in problems)


def _of_form(question: Question) -> Iterator[str]:
    shown = [*question.rights[: question.count], *question.wrongs]
    longest = LONGEST_ORDER if question.kind is Kind.ORDER else LONGEST
    if not question.askable:
        yield "has too few answers"
    if len({fold(option.text) or option.text for option in shown}) < len(shown):
        yield "has two answers that read alike"
    if len({option.id for option in shown}) < len(shown):
        yield "has one answer twice"
    if any(not option.text.strip() or len(option.text) > longest for option in (*question.rights, *shown)):
        yield "has an answer that is empty or too long"
    if len({script_of(option.text) for option in (*question.rights, *shown)}) > 1:
        yield "mixes alphabets"


def _names(archive: Archive) -> dict[str, set[str]]:
    """All known names and aliases of each club, folded."""
    tables = ("entrants", "club_names", "clubs")
    sql = " UNION ".join(f"SELECT club, name FROM {table}" for table in tables)  # noqa: S608 - these
    names: dict[str, set[str]] = {}
    for row in archive.query(sql):
        names.setdefault(row["club"], set()).add(fold_club(row["name"]))
    return names


def _of_names(question: Question, names: dict[str, set[str]]) -> Iterator[str]:
    for right in question.rights:
        for wrong in question.wrongs:
            if fold_club(wrong.text) in names.get(right.id, ()) or fold_club(right.text) in names.get(
                wrong.id, ()
            ):
                yield f"'{wrong.text}' may be taken for '{right.text}'"


def _of_doubts(question: Question, editions: Mapping[Label, Edition]) -> Iterator[str]:
    tie = question.tie
    label = question.edition or (tie.edition if tie else None)
    if label is None:
        return
    edition = editions[label]
    facts = set(_FACTS.get(question.kind, ()))
    for kind in DOUBTS:
        of_tie = set(edition.doubted(kind, tie)) if tie else set()
        doubted = facts & {*edition.doubted(kind, None), *of_tie} | of_tie & {Fact.MATCH}
        if doubted:
            yield f"asks what is in doubt: {', '.join(sorted(doubted))}"
    if tie is not None and (tie.known_derived or tie.replaced) and Fact.WINNER in facts:
        yield "asks who went through where that is derived"


def _of_truth(archive: Archive, question: Question) -> Iterator[str]:
    possible = possible_answers(archive, question)
    for option in question.rights:
        if compared_by(question.kind, option) not in possible:
            yield f"'{option.text}' is not right"
    for option in question.wrongs:
        if compared_by(question.kind, option) in possible:
            yield f"'{option.text}' is right as well, or may be"
