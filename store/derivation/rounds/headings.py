"""Headings of rounds: what kind of round they announce, and whether of legs or replays of one."""

import re
from dataclasses import dataclass
from functools import cache

from store.cup.rounds import (
    FINAL_GROUP,
    LEAGUE_PHASE,
    OTHER_PLACE,
    THIRD_PLACE,
    RoundKind,
    has_phrase,
    heading_phrases,
    is_group_name,
    round_code,
    round_key,
    without_group,
)
from store.text.vocabulary import any_of, vocabulary

_LONGEST_LABEL = 3  # characters of a group's label in its code
_NUMBERED = re.compile(r"R\d")
_EDGES = " \t,.:;–—-()"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the name of its round without words for legs and replays (*base*, which may be empty), the
    round's *code*, None for an unknown one, and *kind*. *leg* is 1 or 2 for matches of one leg, else 0."""

    base: str
    code: str | None
    kind: RoundKind
    leg: int = 0
    replay: bool = False

    @property
    def of_table(self) -> bool:
        """Whether its clubs are ranked in a table."""
        return self.kind in (RoundKind.GROUP, RoundKind.LEAGUE_PHASE, RoundKind.FINAL_GROUP)

    def is_of(self, other: "Heading") -> bool:
        """Whether both are of one round, by code or by name, ``Semi-final`` like ``Semi-finals``."""
        if not self.base:
            return True
        if self.of_table or other.of_table:
            return self.kind is other.kind and round_key(self.base) == round_key(other.base)
        if self.code and other.code and self.kind is other.kind is RoundKind.KNOCK_OUT:
            return self.code == other.code
        return round_key(self.base).rstrip("s") == round_key(other.base).rstrip("s")


@cache
def read_heading(name: str) -> Heading:
    """The heading *name*, by the words for rounds in the vocabulary of all languages."""
    base, leg, replay = name, 0, False
    for word, found_leg in (("replay", 0), ("first_leg", 1), ("second_leg", 2)):
        rest = _without(base, word)
        if rest is not None:
            base, leg, replay = rest, leg or found_leg, replay or word == "replay"
    base = _without_matchday(_without_stage(base))
    rest = _without(base, "play_off")
    if rest and round_code(rest) and not has_phrase(round_key(base), "third_place"):
        base, replay = rest, True  # a third match behind two legs
    code, kind = _code_and_kind(base)
    return Heading(base, code, kind, leg, replay)


def _without_matchday(name: str) -> str:
    """The *name* of a group without the day of play behind it: ``Group A, Matchday 1``, ``Group A, round
    1``."""
    rest, comma, last = name.rpartition(",")
    if comma and _code_and_kind(rest)[1] in (RoundKind.GROUP, RoundKind.LEAGUE_PHASE, RoundKind.FINAL_GROUP):
        is_day = has_phrase(round_key(last), "matchday") or _NUMBERED.fullmatch(
            round_code(last.strip()) or ""
        )
        return rest.strip() if is_day else name
    return name


def _without(name: str, word: str) -> str | None:
    """*name* without a phrase for *word* at its end or beginning, None when it has none."""
    ends, begins = _phrases(word)
    flat = name.replace("-", " ")
    if found := ends.fullmatch(flat) or begins.fullmatch(flat):
        return name[slice(*found.span("rest"))].strip(_EDGES)
    return None


@cache
def _phrases(word: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a heading, its hyphens as spaces, with a phrase for *word* at its end, or beginning."""
    phrase = any_of(sorted(vocabulary("headings")[word], key=len, reverse=True))
    ends = re.compile(rf"(?P<rest>|.*?[\s,.:;(–—]){phrase}\)?", re.IGNORECASE)
    begins = re.compile(rf"{phrase}(?P<rest>\s*[,.:;–—].*)", re.IGNORECASE)
    return ends, begins


def _without_stage(name: str) -> str:
    """*name* without what only says that the knock-out has begun: ``Finals, Round of 16``."""
    stage, _, rest = name.partition(",")
    return rest.strip() if rest.strip() and round_key(stage) in heading_phrases("knock_out") else name


def _code_and_kind(name: str) -> tuple[str | None, RoundKind]:
    """The code and the kind of a round called *name*; a final group is one only if its matches agree."""
    key = round_key(name)
    if has_phrase(key, "third_place"):
        return THIRD_PLACE, RoundKind.PLACEMENT
    if has_phrase(key, "other_place"):
        return OTHER_PLACE, RoundKind.PLACEMENT
    if key in heading_phrases("final_group"):
        return FINAL_GROUP, RoundKind.FINAL_GROUP
    if key in heading_phrases("league_phase"):
        return LEAGUE_PHASE, RoundKind.LEAGUE_PHASE
    if is_group_name(name) and not round_code(name.rpartition(",")[2].strip()):
        label = without_group(name).rpartition(" ")[2].upper()
        code = f"G{label if len(label) <= _LONGEST_LABEL else ''}"
        if not has_phrase(key, "play_off"):
            return code, RoundKind.GROUP
        place = _without(name, "play_off")
        if place and len(without_group(place)) <= _LONGEST_LABEL:  # for a place in the group's table
            return OTHER_PLACE, RoundKind.PLACEMENT
    return round_code(name), RoundKind.KNOCK_OUT
