"""The call that a question means: a table of what is asked, with which names and edition."""

from handlers.core.answers import Call
from handlers.talk.names import CLUB, PAIR, PLAYER
from handlers.talk.question import Question

# What is asked of a final, beside its score.
_OF_FINAL = frozenset({"referee", "ground", "crowd", "when", "score"})
_WON = frozenset({"winner", "winners", "cups", "most", "finals", "final"})
# What no page tells of a club: over all editions, and in one.
_NOT_OF_A_CLUB = (
    "scorers",
    "best_scorers",
    "records",
    "own_goals",
    "referee",
    "crowd",
    "sources",
    "missing",
    "clubs",
)
_NOT_OF_A_CLUB_THERE = ("best_scorers", "records", "sources", "missing", "clubs")
_ROAD = frozenset({"road", "reached"})
_LAST_PAGE = 99


def call_of(question: Question) -> Call | None:
    """The call that *question* means; None when it asks for nothing, and names nothing.

    The arguments of the call are text, as a user types them: the command reads them, and says what it shows
    for a name that was guessed.
    """
    asked, names, edition = question.asked, question.names, question.edition
    if "not_here" in asked or ("today" in asked and names.kind in (CLUB, PAIR)):  # or a fixture
        return Call("nothere", edition)
    if names.kind == CLUB and names.left and asked & {"scorers", "player"} and not edition:
        return Call("player", _text(*names.left, names.text))
    if "final" in asked and edition and names.kind in (PAIR, CLUB) and not asked & _ROAD:
        return Call("lineups" if "line_ups" in asked else "final", edition)
    if names.kind == PAIR and not edition and {"most", "cups"} & asked:
        return Call("titles")
    if names.kind == PAIR:
        return Call("h2h", _text(names.text, edition))
    if names.kind == PLAYER:
        return Call("player", _text(names.text, edition))
    if names.kind == CLUB:
        return _of_club(question)
    return _of_edition(question)


def unanswered(question: Question) -> list[str]:
    """The words of *question* that are understood, but not answered by the page of :func:`call_of`."""
    asked = question.asked
    if question.names.kind == CLUB and not asked & _ROAD:
        return question.marked.those(*(_NOT_OF_A_CLUB_THERE if question.edition else _NOT_OF_A_CLUB))
    if question.names.kind is None and "records" in asked and not question.round:
        return question.edition.split()
    return []


def _of_club(question: Question) -> Call:
    asked, club, edition = question.asked, question.names.text, question.edition
    both = _text(club, edition)
    if asked & _ROAD:
        return Call("road", both)
    if "h2h" in asked:
        return Call("h2h", both)
    if question.round:
        return Call("results", _text(question.round, club, edition))
    if edition:
        shown = asked & {"results", "score", "scorers", "went_out", "when", "ground"}
        return Call("results" if shown else "club", both)
    if asked & _WON:
        return Call("finals", club)
    return Call("road" if "went_out" in asked and "results" not in asked else "club", club)


def _of_edition(question: Question) -> Call | None:
    """The call of a question without a name."""
    asked, edition = question.asked, question.edition
    unknown = " ".join(question.left)
    if unknown and not edition and (asked & {"scorers", "player"} or unknown.istitle()) and asked:
        return Call("player", unknown)
    for topic in ("trivia", "top", "help", "today"):
        if topic in asked and not edition:
            return Call(topic)
    if "own_goals" in asked:
        return Call("scorers", edition, page=_LAST_PAGE)
    if question.round:
        return Call("results", _text(question.round, edition))
    for topic, command in (("line_ups", "lineups"), ("sources", "sources"), ("missing", "missing")):
        if topic in asked:
            return Call(command, edition)
    if "records" in asked:
        return Call("records")
    if edition and ("road" in asked or {"reached", "winner"} <= asked):
        return Call("road", edition)
    if asked & {"scorers", "best_scorers"}:
        return _of_scorers(question)
    return _of_cups(question) or _of_matches(question)


def _of_scorers(question: Question) -> Call:
    asked, edition = question.asked, question.edition
    if asked & {"final", "finals"}:
        return Call("final", edition)
    if edition:
        return Call("scorers", edition)
    return Call("scorers", "all" if asked & {"all_time", "most", "best_scorers"} else "")


def _of_cups(question: Question) -> Call | None:
    """The call of a question about who won, of an edition or most of all; None for another question."""
    asked, edition = question.asked, question.edition
    won = asked & {"winner", "winners", "cups"}
    if "by_year" in asked and (won or asked & {"finals", "final", "season"}) and not edition:
        return Call("finals")
    of_all = asked & {"most", "all_time", "list", "clubs"}
    if not edition and (("most" in asked and asked & _WON | asked & {"season", "clubs"}) or (won and of_all)):
        return Call("titles")
    if asked & {"finals", "final"} and not edition and ("finals" in asked or asked & {"list", "all_time"}):
        return Call("finals")
    if asked & {"final", "finals"} or (asked & _OF_FINAL and (edition or asked & {"season", "winner"})):
        return Call("final", edition)
    if asked & {"winners", "cups"} and not edition:
        return Call("titles")
    return Call("season", edition) if won else None


def _of_matches(question: Question) -> Call | None:
    """The call of a question about an edition, or all of them, but not about who won."""
    asked, edition = question.asked, question.edition
    if "clubs" in asked:
        return Call("clubs", edition)
    if "group" in asked:
        return Call("group", _text(*question.left, edition))
    if "results" in asked or "went_out" in asked:
        return Call("results", edition)
    if "season" in asked or edition:
        return Call("season", edition)
    if "h2h" in asked:
        return Call("h2h")
    return Call("titles") if "most" in asked else None


def _text(*parts: str) -> str:
    return " ".join(filter(None, parts))
