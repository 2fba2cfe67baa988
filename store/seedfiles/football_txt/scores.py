"""Scores in Football.TXT: half-time, extra time and shoot-out in any of their orders, and rulings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.cup.values import MatchStatus, Score
from store.seedfiles.wrong_line import WrongLine, shorten

# One token each, so that a line is scanned once from left to right.
_TOKEN = re.compile(
    r"""
    (?P<pair>\d{1,2}\s?[-–]\s?\d{1,2}|\d{1,2}:\d{1,2})
        (?P<pen>\s*(?:win\s+)?(?:(?:on|after)\s+)?
            (?:pens?\b\.?|penalties\b|pso\b|i\.E\.|(?-i:p\b\.?)))?(?![\w-])
    | (?P<penalties>(?:win\s+|on\s+|after\s+(?=pen)|pens?\b\.?|penalties\b)+)
    | (?P<extra>a\.?\s?e\.?\s?t\b\.?(?:/(?:[gs]g|g\.g\.))?|n\.V\.?|asdet\b|agget\b|after\s+extra\s+time\b)
    | (?P<status>(?:awd|awarded|abd|abandoned|annulled|void)\b\.?)
    | (?P<half>HT\b)
    | (?P<aggregate>agg\b\.?\s*\d{1,2}[-–]\d{1,2})
    | (?P<comma>[,;])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_RULINGS = {
    "aw": MatchStatus.AWARDED,
    "ab": MatchStatus.ABANDONED,
    "an": MatchStatus.ANNULLED,
    "vo": MatchStatus.ANNULLED,
}


@dataclass(slots=True)
class Result:
    """The score of a match: its *score*, None for a shoot-out alone, and what stands beside it."""

    score: Score | None = None
    status: MatchStatus = MatchStatus.PLAYED
    extra_time: bool = False
    shoot_out: Score | None = None
    half_time: Score | None = None
    full_time: Score | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of scores and marks in a line: where it *start*s and *end*s, and its *tokens*, each with whether
    it is in brackets."""

    start: int
    end: int
    tokens: tuple[tuple[re.Match[str], bool], ...]


def runs_in(text: str) -> Iterator[Run]:
    """The runs that begin with a score, each as long as it can be, in the order of *text*."""
    position = 0
    while position < len(text):
        free = position == 0 or text[position - 1].isspace()
        run = run_at(text, position) if free else None
        if run and run.tokens[0][0]["pair"]:
            yield run
            position = run.end
        else:
            position += 1


def run_at(text: str, start: int, *, in_brackets: bool = False) -> Run | None:
    """The run of scores and marks that begins at *start*, None when there is none; it ends before a space or
    at the end of *text*. One *in_brackets* begins with a bracket."""
    tokens: list[tuple[re.Match[str], bool]] = []
    position, end, inside = start, start, False
    begun: list[tuple[re.Match[str], bool]] = []
    while True:
        if position < len(text) and text[position] == "(" and not inside and (begun or in_brackets):
            inside, position = True, position + 1
        elif position < len(text) and text[position] == ")" and inside:
            inside, position = False, position + 1
        elif token := _TOKEN.match(text, position):
            if token["comma"] is None:
                begun.append((token, inside))
            position = token.end()
        else:
            break
        if not inside and begun and (position == len(text) or text[position].isspace()):
            tokens, end = list(begun), position
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        if not begun and not inside:
            break
    return Run(start, end, tuple(tokens)) if tokens else None


def whole_run(text: str) -> Run | None:
    """The run that *text* is from its beginning to its end, None when it is something else."""
    run = run_at(text.strip(), 0, in_brackets=text.strip().startswith("("))
    return run if run and run.end == len(text.strip()) else None


def result_of(*runs: Run | None) -> Result:
    """The result of one run, or of several behind each other.

    The first number that is no shoot-out is the score; in brackets are those after 90 minutes and at
    half-time. A shoot-out without a score in front of the brackets follows the first of them: ``5-6 pen.
    (1-1, 0-1)``.

    :raises WrongLine: for a second score outside brackets, which would be of another leg, and a level
    shoot-out.
    """
    found = Result()
    within: list[Score] = []
    penalties = False
    for token, inside in (item for run in runs if run for item in run.tokens):
        if token["extra"]:
            found.extra_time = True
        elif token["status"]:
            found.status = _RULINGS[token["status"][:2].casefold()]
        elif token["penalties"]:
            penalties = True
        elif token["pair"] and (token["pen"] or penalties):
            found.shoot_out, penalties = _score(token["pair"]), False
        elif token["pair"] and inside:
            within.append(_score(token["pair"]))
        elif token["pair"] and found.score is None:
            found.score = _score(token["pair"])
        elif token["pair"]:
            raise WrongLine(f"a second score '{token['pair']}'", "one match in a line")
    if found.shoot_out and found.shoot_out.level:
        raise WrongLine(
            f"a level shoot-out '{shorten(str(found.shoot_out.home))}-{found.shoot_out.away}'", "a winner"
        )
    if penalties and found.score and found.shoot_out is None and within:
        found.shoot_out, found.score = found.score, None
    if found.score is None and within:
        found.score = within.pop(0)
        found.extra_time = found.extra_time or len(within) > 1
    if found.extra_time and within:
        found.full_time = within.pop(0)
    found.half_time = within[-1] if within else None
    return found


def _score(pair: str) -> Score:
    home, away = re.findall(r"\d+", pair)
    return Score(int(home), int(away))
