"""Parsing lines of scorers, and the claim of the top scorers."""

import re
from dataclasses import replace

from store.cup.values import Minute
from store.seedfiles.season import Claim, Leader, Scorer
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy

LATEST_MINUTE = 150

_MARK = re.compile(  # 45+2'  |  (pen.)  |  (o.g.)  |  (2)  |  12, with its sign forgotten
    r"(?P<minute>\d{1,3})(?:\+(?P<stoppage>\d{1,2}))?\s*['’′]"
    r"|\((?P<pen>pen\.?|p\.?)\)|\((?P<og>o\.?g\.?)\)|\((?P<count>\d{1,2})\)"
    r"|(?<!\S)(?P<bare>\d{1,3})(?:\+(?P<added>\d{1,2}))?(?!\S)",
    re.IGNORECASE,
)
_LEADER = re.compile(  # Nurken Mazbaev, (Taraz) 3  |  Yevgeni Lunev 6  |  Vladimir Gurtuev (Taraz)
    r"\s*(?P<name>[^(),\d]+?)\s*,?\s*"
    r"(?:\((?P<club>[^()]+)\)\s*,?\s*(?P<goals>\d{1,3})?|(?P<alone>\d{1,3}))\s*(?:,|$)"
)
_OTHERS = "?"  # in place of a scorer: goals of players that the line does not name
_COMMA = re.compile(r",(?![^(]*\))")  # not the one inside brackets


def parse_leaders(claim: Claim) -> list[Leader]:
    """The top scorers in a claim such as ``Sergei Volgin (Kairat), 6 , Oleg Litvinenko (Fosfor) 6``.

    Stray commas are ignored, and the number may be missing for a player with a club.

    :raises ValueError: when a part of it is not a name with goals or club.
    """
    leaders, position = [], 0
    while position < len(claim.value.rstrip(" ,")):
        found = _LEADER.match(claim.value, position)
        if not found:
            raise ValueError(claim.value[position:].strip())
        club = found["club"] and tidy(found["club"])
        goals = found["goals"] or found["alone"]
        leaders.append(Leader(tidy(found["name"]), club, int(goals) if goals else None, claim.line))
        position = found.end()
    return leaders


def read_scorers(text: str, scored: int) -> tuple[tuple[Scorer, ...], bool]:
    """The scorers parsed from *text*, for a side that *scored* so many goals, and whether a ``?`` among them
    stands for others.

    Empty parts between commas are ignored. A number without a sign is a minute if it is more than *scored*.

    :raises WrongLine: for a part that is not a name with its goals.
    """
    scorers: list[Scorer] = []
    parts = [part.strip() for part in _COMMA.split(text)]
    for part in parts:
        if part in ("", _OTHERS):
            continue
        scorer = _scorer(part, scored)
        if scorer.name == _OTHERS:
            raise WrongLine(f"'{shorten(part)}'", "a name, or '?' alone for scorers who are not known")
        if scorer.name:
            scorers.append(scorer)
        elif scorers and scorer.minutes and scorer.count is None and not scorer.own_goal:
            # 9', 36' with a comma between: further minutes of the previous scorer
            scorers[-1] = replace(scorers[-1], minutes=scorers[-1].minutes + scorer.minutes)
        else:
            raise WrongLine(f"'{shorten(part)}' without a name", "'Name', 'Name 12' 40'' or 'Name (2)'")
    for scorer in scorers:
        if scorer.count is not None and (scorer.minutes or scorer.count == 0):
            raise WrongLine(f"a count beside '{scorer.name}'", "minutes, or a number of goals above 0")
    return tuple(scorers), _OTHERS in parts


def _scorer(part: str, scored: int) -> Scorer:
    first = _MARK.search(part)
    name = limited(part[: first.start()].strip() if first else part, LONGEST_NAME, "a player's name")
    minutes: list[Minute] = []
    count, own_goal, penalty = None, False, False
    position = first.start() if first else len(part)
    while position < len(part) and (mark := _MARK.match(part, position)):
        if mark["minute"] or mark["bare"]:
            minutes.append(_minute(mark, name, scored))
        elif mark["og"]:
            own_goal = True
        elif mark["count"]:
            count = int(mark["count"])
        elif minutes:
            minutes[-1] = replace(minutes[-1], penalty=True)
        else:
            penalty = True
        position = mark.end() + len(part[mark.end() :]) - len(part[mark.end() :].lstrip())
    if position < len(part) or any(char.isdigit() or char in "()" for char in name):
        raise WrongLine(
            f"cannot read the scorer '{shorten(part)}'", "'Name', 'Name 12' 40'', 'Name (o.g.)' …"
        )
    return Scorer(name, tuple(minutes), count, own_goal, penalty)


def _minute(mark: re.Match[str], name: str, scored: int) -> Minute:
    """The minute in *mark*, of a scorer called *name* for a side that *scored* so many goals."""
    number = mark["minute"] or mark["bare"]
    minute = Minute(int(number), int(mark["stoppage"] or mark["added"] or 0))
    if mark["bare"] and not mark["added"] and minute.minute <= scored:
        wrong = f"'{shorten(name)} {minute}'"
        raise WrongLine(wrong, f"'{minute}'' for a minute, or '({minute})' for a number of goals")
    if minute.minute > LATEST_MINUTE:
        raise WrongLine(f"minute {minute.minute}", f"at most {LATEST_MINUTE}")
    return minute


def with_penalty(scorer: Scorer) -> Scorer:
    """*scorer* whose last goal was a penalty, or whose goal was, when no minute is known."""
    if scorer.minutes:
        last = replace(scorer.minutes[-1], penalty=True)
        return replace(scorer, minutes=(*scorer.minutes[:-1], last))
    return replace(scorer, penalty=True)
