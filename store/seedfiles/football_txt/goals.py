"""Goals in brackets below a match in Football.TXT: ``(Ash 19' Birch 42' (pen.), 87'; Cole 70')``."""

import re
from dataclasses import dataclass, replace

from store.cup.values import Minute, Score
from store.seedfiles.season import Scorer
from store.seedfiles.season_txt.scorers import LATEST_MINUTE, with_penalty
from store.seedfiles.wrong_line import LONGEST_NAME
from store.text.folding import tidy

_MINUTE = re.compile(r"(?P<minute>\d{1,3})\s*['’′]?(?:\s*\+\s*(?P<stoppage>\d{1,2})\s*['’′]?)?")
_PENALTY = re.compile(r"(?i:\(\s*(?:pen(?:alty)?|p)\.?\s*\))|(?:pen|p)\.?(?=[\s,;]|$)")
_OWN = re.compile(r"(?i:\(\s*o\.?\s?g\.?\s*\))|o\.?g?\.?(?=[\s,;]|$)")
_HOW = re.compile(r"\((?:h|f|hdr|fk)\)|(?:h|f|hdr|fk)(?=[\s,;]|$)")  # by head, from a free kick
_COUNT = re.compile(r"\((\d{1,2})\)|(\d{1,2})x(?=[\s,;]|$)")
_NAME = re.compile(r"[^\d,;()?]+")
_PLAYER = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s.'’`´-])*")
_RUNNING = re.compile(r"\b\d{1,2}-\d{1,2}\s+(?=\D)")  # 1-0 Ash 19', 1-1 …


class NotGoals(ValueError):
    """The brackets are not a list of goals that could be read."""


@dataclass(slots=True)
class _Side:
    """The scorers of one side as far as they have been read, and whether there are *others*."""

    scorers: list[Scorer]
    others: bool = False

    def add(self, name: str) -> None:
        """Add a scorer."""
        self.scorers.append(Scorer(name))

    def change(self, **changes: object) -> None:
        """Change the last scorer."""
        if not self.scorers:
            raise NotGoals
        self.scorers[-1] = replace(self.scorers[-1], **changes)  # type: ignore[arg-type]


Scorers = tuple[tuple[Scorer, ...], bool]
"""The scorers of a side, and whether there are others, who are not known."""


def read_goals(text: str, score: Score) -> tuple[Scorers, Scorers]:
    """The scorers of the home and of the away side in *text*, the contents of the brackets. A ``?`` among
    them stands for others.

    Sides are parted by a semicolon; without one it is the only side that scored. An own goal stands on the
    side that it counts for.

    :raises NotGoals: when it cannot be read so.
    """
    if _RUNNING.search(text):
        raise NotGoals
    sides = text.split(";")
    if len(sides) == 1 and score.home and score.away:
        raise NotGoals
    if len(sides) == 1:
        sides = [text, ""] if score.home else ["", text]
    if len(sides) != 2:
        raise NotGoals
    home, away = map(_scorers, sides)
    return home, away


def _scorers(text: str) -> Scorers:
    side, position = _Side([]), 0
    text = text.strip()
    if text in ("", "-", "–"):
        return (), False
    while position < len(text):
        rest = text[position:]
        if found := re.match(r"[\s,]+", rest):
            pass
        elif found := re.match(r"\?(?=[\s,]|$)", rest):
            side.others = True
        elif found := _PENALTY.match(rest):
            if not side.scorers:
                raise NotGoals
            side.scorers[-1] = with_penalty(side.scorers[-1])
        elif found := _OWN.match(rest):
            side.change(own_goal=True)
        elif side.scorers and (found := _HOW.match(rest)):
            pass
        elif found := _COUNT.match(rest):
            side.change(count=int(found[1] or found[2]))
        elif found := _MINUTE.match(rest):
            _add_minute(side, found)
        elif found := _NAME.match(rest):
            _add_names(side, found[0])
        else:
            raise NotGoals
        position += found.end()
    return tuple(_settled(side.scorers)), side.others


def _add_minute(side: _Side, found: re.Match[str]) -> None:
    minute = Minute(int(found["minute"]), int(found["stoppage"] or 0))
    if not side.scorers or minute.minute > LATEST_MINUTE:
        raise NotGoals
    side.change(minutes=(*side.scorers[-1].minutes, minute))


def _add_names(side: _Side, text: str) -> None:
    """Add the names in *text*, two spaces apart.

    :raises NotGoals: when one is no name of a player.
    """
    for written in re.split(r"\s{2,}", text.strip()):
        name = tidy(written)
        if not name or len(name) > LONGEST_NAME or not _PLAYER.fullmatch(name) or name.islower():
            raise NotGoals
        side.add(name)


def _settled(scorers: list[Scorer]) -> list[Scorer]:
    """*scorers*, a name that is there again with all its goals in one entry."""
    merged: dict[tuple[str, bool], Scorer] = {}
    for scorer in scorers:
        if scorer.count is not None and scorer.minutes:
            scorer = replace(scorer, count=None)
        key = scorer.name, scorer.own_goal
        known = merged.get(key)
        if known and known.minutes and scorer.minutes:
            scorer = replace(known, minutes=known.minutes + scorer.minutes)
        elif known:
            raise NotGoals
        merged[key] = scorer
    return list(merged.values())
