"""The headings of rounds in Football.TXT, one below another, and the groups that their clubs are members
of."""

import re

from store.cup.rounds import has_phrase, heading_phrases, is_group_name, round_code, round_key, without_group
from store.seedfiles.wrong_line import LONGEST_NAME, limited
from store.text.folding import tidy

_LEAGUE_PHASE = "League phase"  # of matchdays without a name above them
_MOST_WORDS = 4  # of a heading that is recognised by a word in it
_OF_ROUNDS = (
    "third_place",
    "other_place",
    "replay",
    "first_leg",
    "second_leg",
    "group",
    "play_off",
    "matchday",
)


class Outline:
    """The headings that hold at a line, by level, and the clubs of the groups that were defined."""

    def __init__(self) -> None:
        self._headings: dict[int, str] = {}
        self._members: dict[str, set[str]] = {}

    def clear(self) -> None:
        """Begin again, below a heading of the file."""
        self._headings = {}

    def open(self, name: str, level: int) -> None:
        """Add a heading; those of its level and of lower ones end.

        :raises WrongLine: when its name is too long.
        """
        self._headings = {key: value for key, value in self._headings.items() if key < level}
        self._headings[level] = limited(tidy(name), LONGEST_NAME, "a round's name")

    def define_group(self, name: str, clubs: str) -> None:
        """Define a group by its *clubs*, two spaces or commas apart."""
        parted = re.split(r"\s{2,}|\t|,", clubs.strip())
        self._members[tidy(name)] = {tidy(club) for club in parted if club.strip()}

    def round_of(self, *clubs: str) -> str:
        """The round of a match of *clubs*, or of a bye: the headings that hold, without the matchday.

        A matchday by itself is of the group that both clubs are members of, else of a league phase. Empty
        without any heading.
        """
        parts = [name for _, name in sorted(self._headings.items())]
        name = ", ".join(parts)
        while (cut := _without_matchday(name)) != name:
            name = cut
        if not parts:
            return ""
        if not name:
            return self._group_of(clubs) or _LEAGUE_PHASE
        return (self._group_of(clubs) if is_group(name) and not without_group(name) else None) or name

    def _group_of(self, clubs: tuple[str, ...]) -> str | None:
        """The group that was defined with all of *clubs*, or with one where the others are in none."""
        found = {group for group, members in self._members.items() for club in clubs if club in members}
        return found.pop() if len(found) == 1 else None


def _without_matchday(name: str) -> str:
    rest, _, last = name.rpartition(",")
    return rest.strip() if has_phrase(round_key(last), "matchday") else name


def is_group(name: str) -> bool:
    """Whether a round called *name* is a group."""
    return is_group_name(name) and not has_phrase(round_key(name), "play_off")


def is_round(text: str) -> bool:
    """Whether a line is the heading of a round, by the words for rounds, and not a sentence with such a
    word."""
    key = round_key(text)
    if round_code(text) or key in heading_phrases("league_phase") | heading_phrases("final_group"):
        return True
    short = len(key.split()) <= _MOST_WORDS and ":" not in text
    return short and any(has_phrase(key, word) for word in _OF_ROUNDS)
