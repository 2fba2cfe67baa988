"""Validation of the claims in the infobox that have a form: numbers, top scorers, rules of the edition."""

import re

from store.seedfiles.season import Claim, SeasonFile
from store.seedfiles.season_txt.scorers import parse_leaders
from store.seedfiles.wrong_line import WrongLine, shorten
from store.text.folding import tidy

_NUMBERS = ("num teams", "matches", "goals")
_POINTS = re.compile(r"[1-9]")
_DEDUCTED = re.compile(r"\s*(?P<club>[^,]+?)\s+(?P<points>\d{1,2})\s*(?:,|$)")  # Kairat 3, Tobol 1
_YES, _NO = "yes", "no"


def check_claim(claim: Claim) -> None:
    """Check the form of a claim.

    :raises WrongLine: when its value cannot be read.
    """
    key, value = claim.key.casefold(), claim.value
    written = f"'{claim.key}: {shorten(value)}'"
    if key in _NUMBERS and not re.fullmatch(r"\d{1,6}", value):
        raise WrongLine(written, "a whole number")
    if key == "points for a win" and not _POINTS.fullmatch(value):
        raise WrongLine(written, "a number such as 2 or 3")
    try:
        if key == "scoring leader":
            parse_leaders(claim)
        elif key == "away goals":
            _applies(value, 0)
        elif key == "points deducted":
            _deducted(value)
    except ValueError as error:
        expected = {
            "scoring leader": "'Name (Club) goals', separated by commas",
            "away goals": "yes, no or the years of the rule: 1966–2021",
            "points deducted": "'Club points', separated by commas",
        }
        raise WrongLine(f"'{shorten(str(error))}' in '{claim.key}'", expected[key]) from None


def away_goals_count(season: SeasonFile) -> bool:
    """Whether goals scored away decide ties that are level over two legs: by the claim ``Away goals``."""
    claim = season.claim("Away goals")
    return claim is not None and _applies(claim.value, season.label.first)


def _applies(value: str, year: int) -> bool:
    if value.casefold() in (_YES, _NO):
        return value.casefold() == _YES
    first, _, last = value.replace("–", "-").replace("/", "-").partition("-")
    if not (len(first) == len(last) == 4 and first.isdecimal() and last.isdecimal() and first <= last):
        raise ValueError(value)
    return int(first) <= year <= int(last)


def points_for_win(season: SeasonFile) -> tuple[int, bool]:
    """The points for a win in groups, and whether the file says so (``Points for a win: 2``).

    Rule where it does not: 2 in editions that began before 1994, 3 from 1994 on, when the game's laws of
    competition changed at the World Cup.
    """
    claim = season.claim("Points for a win")
    if claim:
        return int(claim.value), True
    return (2 if season.label.first < 1994 else 3), False


def points_deducted(season: SeasonFile) -> dict[str, int]:
    """The points deducted from clubs in groups, by the club's name as written in the claims."""
    return {club: points for value in season.values("Points deducted") for club, points in _deducted(value)}


def _deducted(value: str) -> list[tuple[str, int]]:
    """The clubs and points in a claim such as ``Kairat 3 , Tobol 1``.

    :raises ValueError: when a part of it is not a club with points.
    """
    deducted, position = [], 0
    while position < len(value.rstrip(" ,")):
        found = _DEDUCTED.match(value, position)
        if not found:
            raise ValueError(value[position:].strip())
        deducted.append((tidy(found["club"]), int(found["points"])))
        position = found.end()
    return deducted
