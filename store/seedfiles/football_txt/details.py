"""Details of a match in lines of their own in Football.TXT: referee, attendance, notes; others are left
out."""

import re
from dataclasses import replace

from store.cup.values import MatchStatus, PartialDate
from store.seedfiles.football_txt.dates import month_of_year
from store.seedfiles.football_txt.matches import looks_like_match
from store.seedfiles.season import MatchLine
from store.seedfiles.wrong_line import LONGEST_DETAIL
from store.text.folding import tidy

_DETAIL = re.compile(r"(?P<key>[^:@|]{2,60}?)\s*:(?!\d)\s*(?P<value>.*)")
_LINE_UPS, _NOTE = "line-ups", "notes"
PENALTY_KICKS = "lists of penalty kicks"
_KINDS = {
    **dict.fromkeys(("referee", "referees", "ref", "refs"), "referee"),
    **dict.fromkeys(("att", "attendance"), "attendance"),
    **dict.fromkeys(("penalties", "penalty shootout", "penalty shoot-out", "pens"), PENALTY_KICKS),
    **dict.fromkeys(
        ("yellow cards", "red cards", "cards", "yellow", "red", "sent off", "sent-off"), "lists of cards"
    ),
    **dict.fromkeys(("coach", "coaches", "manager", "subs", "substitutes"), _LINE_UPS),
    **dict.fromkeys(("nb", "note", "notes"), _NOTE),
}
_OTHERS = "other details"
_MOST_NOTES = 3
_REPLAY, _SCORE_NOT_KNOWN = "replay", "score not known"


def read_detail(text: str, match: MatchLine) -> tuple[MatchLine, str] | None:
    """*match* with the detail in *text*, and the kind of a line that is left out, empty if it is not.

    None when *text* is no such line.
    """
    found = _DETAIL.fullmatch(text)
    if found is None:
        return None
    key = tidy(found["key"]).casefold()
    of_club = key in (match.home.casefold(), match.away.casefold())
    kind = _LINE_UPS if of_club else _KINDS.get(key, _OTHERS)
    if kind == _OTHERS and (re.search(r"\d-\d", key) or looks_like_match(found["value"])):
        return None
    if kind == "referee" and match.referee is None:
        referee = tidy(re.split(r"[;,]|\s{2,}", found["value"])[0])[:LONGEST_DETAIL]
        return replace(match, referee=referee or None), ""
    if kind == "attendance" and match.attendance is None:
        digits = re.sub(r"\D", "", found["value"].split("(")[0])[:7]
        return replace(match, attendance=int(digits) if digits else None), ""
    return with_note(match, found["value"]) if kind == _NOTE else (match, kind)


def said_in(text: str, match: MatchLine) -> MatchLine | None:
    """*match* with what a note says that the format has no form for: that it is a replay, that its score is
    not known, its month, who won by lots or went through. None for any other *text*."""
    if text == _REPLAY:
        return replace(match, replay=True)
    if text == _SCORE_NOT_KNOWN and match.score is None:
        return replace(match, status=MatchStatus.PLAYED)
    if (when := month_of_year(text)) and match.date == PartialDate(when.year):
        return replace(match, date=when)
    key, _, name = text.partition(": ")
    club = next((club for club in (match.home, match.away) if club == name), None)
    if club and key == "lots":
        return replace(match, lots=club)
    return replace(match, advanced=club) if club and key == "advanced" else None


def with_note(match: MatchLine, text: str) -> tuple[MatchLine, str]:
    """*match* with the note *text*; it is left out when there are too many."""
    note = tidy(text)[:LONGEST_DETAIL]
    if not note or len(match.notes) == _MOST_NOTES:
        return match, _NOTE
    return replace(match, notes=(*match.notes, note)), ""
