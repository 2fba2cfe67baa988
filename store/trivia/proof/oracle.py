"""Test oracle: the acceptable answers of each kind of question, computed in SQL independently of the
generator.

An answer is acceptable if it is right, or may be right for all that is known.
"""

from collections.abc import Callable

from store.archive.archive import Archive
from store.sqlite import Row
from store.text.folding import fold, surname
from store.trivia.question import Kind, Option, Question

_MEN = (Kind.SCORER, Kind.FIRST_GOAL, Kind.TOP_SCORER)
_TEXTS = (Kind.SCORE, Kind.VENUE, Kind.STAGE, Kind.CUPS, Kind.FIRST_MINUTE)


def possible_answers(archive: Archive, question: Question) -> set[str]:
    """All answers to *question* that are or may be right by the tables, as :func:`compared_by` gives them."""
    return _POSSIBLE[question.kind](archive, question)


def compared_by(kind: Kind, option: Option) -> str:
    """The form of an answer for comparison: players by surname, as readers compare them."""
    if kind in _MEN:
        return fold(surname(option.text))
    if kind is Kind.REFEREE:
        return fold(option.text)
    return option.text if kind in _TEXTS else option.id


def _rows(archive: Archive, sql: str, question: Question) -> list[Row]:
    values = {
        "edition": question.edition.id if question.edition else "",
        **dict.fromkeys(("club", "opponent", "round", "home", "away", "player", "one", "two", "three"), ""),
        **question.about,
    }
    return archive.query(sql, values)


def _column(sql: str) -> Callable[[Archive, Question], set[str]]:
    """A function for the values of a query of one column, whose named parameters are the question's."""

    def possible(archive: Archive, question: Question) -> set[str]:
        return {str(value) for row in _rows(archive, sql, question) for value in row.values()}

    return possible


def _surnames(sql: str) -> Callable[[Archive, Question], set[str]]:
    column = _column(sql)

    def possible(archive: Archive, question: Question) -> set[str]:
        return {fold(surname(name)) for name in column(archive, question)}

    return possible


def _touching(editions: str) -> str:
    """SQL for the editions that share a calendar year with one of *editions*, themselves included."""
    return f"""
        SELECT DISTINCT o.edition FROM editions e
        JOIN editions o ON o.first_year <= e.last_year AND e.first_year <= o.last_year
        WHERE e.edition IN ({editions})
    """  # noqa: S608 - of this module alone


_OPPONENTS = """
    SELECT CASE WHEN t.home_name = :club THEN t.away ELSE t.home END
    FROM ties t JOIN rounds r USING (edition, round)
    WHERE t.edition = :edition AND :club IN (t.home_name, t.away_name) {more}
"""
_FINAL_MATCH = """
    SELECT {what} FROM matches JOIN rounds r USING (edition, round)
    WHERE edition = :edition AND r.code = 'F'
"""
_WON = "SELECT e.edition FROM editions e JOIN clubs c ON c.club = e.{place} WHERE c.name = :club"
_WINNERS = """
    SELECT winner FROM editions WHERE winner IS NOT NULL AND edition IN ({editions})
    UNION SELECT n.club FROM entrants n JOIN editions e USING (edition)
    WHERE e.held AND e.winner IS NULL AND edition IN ({editions})
"""
_CUPS = "SELECT COUNT(*) FROM editions e JOIN clubs c ON c.club = e.winner WHERE e.held AND c.name = :club"
_TODAY = """
    SELECT n.club FROM entrants n JOIN clubs c USING (club) WHERE n.edition = :edition AND c.name = :club
"""
_OUT_IN = """
    SELECT r.name FROM ties t JOIN rounds r USING (edition, round)
    WHERE t.edition = :edition AND r.kind = 'knock-out' AND :club IN (t.home_name, t.away_name)
    AND t.advanced IS NOT CASE WHEN t.home_name = :club THEN t.home ELSE t.away END
"""
_LATER_IN = """
    SELECT r.name FROM standings s JOIN rounds r USING (edition, round)
    WHERE s.edition = :edition AND s.side_name = :club AND r.round = (
        SELECT MAX(o.round) FROM rounds o WHERE o.edition = :edition AND o.kind != 'placement' AND (
            EXISTS (SELECT 1 FROM ties t WHERE (t.edition, t.round) = (o.edition, o.round)
                AND :club IN (t.home_name, t.away_name))
            OR EXISTS (SELECT 1 FROM standings i WHERE (i.edition, i.round) = (o.edition, o.round)
                AND i.side_name = :club)
        )
    )
"""
_AS_FAR = """
    SELECT side.value FROM ties t, json_each(json_array(t.home, t.away)) side
    WHERE t.edition = :edition
    AND t.round >= (SELECT round FROM rounds r WHERE r.edition = :edition AND r.name = :round)
"""
_SCORES = """
    SELECT m.home_goals || '–' || m.away_goals FROM matches m JOIN rounds r USING (edition, round)
    WHERE m.edition = :edition AND r.name = :round AND m.home_name = :home AND m.away_name = :away
"""
_OF_TWO = """
    SELECT e.edition FROM editions e JOIN clubs w ON w.club = e.winner JOIN clubs l ON l.club = e.runner_up
    WHERE :club IN (e.winner_name, e.runner_up_name) AND :opponent IN (e.winner_name, e.runner_up_name)
"""
_SCORERS = """
    SELECT g.name FROM goals g
    JOIN matches m USING (edition, round, tie, leg) JOIN rounds r USING (edition, round)
    WHERE g.edition = :edition AND r.name = :round
    AND CASE g.side WHEN 0 THEN m.home_name ELSE m.away_name END = :club
    AND CASE g.side WHEN 0 THEN m.away_name ELSE m.home_name END = :opponent
"""


def _scored_for(archive: Archive, question: Question) -> set[str]:
    sql = "SELECT club, name FROM goals WHERE edition = :edition"
    name = fold(surname(question.about["player"]))
    return {row["club"] for row in _rows(archive, sql, question) if fold(surname(row["name"])) == name}


def _first(archive: Archive, question: Question) -> list[tuple[int, int, str]]:
    """The goals of the final in order: minute, stoppage time and scorer's name."""
    sql = """
        SELECT j.value ->> 0 AS minute, j.value ->> 1 AS stoppage, g.name
        FROM goals g JOIN rounds r USING (edition, round), json_each(g.minutes) j
        WHERE edition = :edition AND r.code = 'F' AND counted ORDER BY 1, 2
    """
    return [(row["minute"], row["stoppage"], row["name"]) for row in _rows(archive, sql, question)]


def _first_goal(archive: Archive, question: Question) -> set[str]:
    goals = _first(archive, question)
    return {fold(surname(name)) for minute, stoppage, name in goals if (minute, stoppage) == goals[0][:2]}


def _first_minute(archive: Archive, question: Question) -> set[str]:
    return {f"{minute}′" for minute, _, _ in _first(archive, question)[:1]}


def _referees(archive: Archive, question: Question) -> set[str]:
    column = _column(_FINAL_MATCH.format(what="referee"))
    return {fold(name.partition(" (")[0]) for name in column(archive, question)}


def _shoot_out(archive: Archive, question: Question) -> set[str]:
    if question.edition:
        sql = """
            SELECT line FROM matches
            WHERE edition = :edition AND (home_penalties IS NOT NULL OR home_goals = away_goals)
        """
    else:
        sql = """
            SELECT edition FROM matches JOIN rounds r USING (edition, round)
            WHERE r.code = 'F'
            AND (home_penalties IS NOT NULL OR home_goals = away_goals OR home_goals IS NULL)
        """
    return _column(sql)(archive, question)


def _record(archive: Archive, question: Question) -> set[str]:
    kind = question.about["record"]
    if kind == "highest final":
        sql = """
            SELECT edition, SUM(home_goals + away_goals) AS number
            FROM matches JOIN rounds r USING (edition, round)
            WHERE r.code = 'F' GROUP BY edition
        """
    elif kind == "titles":
        sql = "SELECT winner, COUNT(*) AS number FROM editions WHERE held GROUP BY winner"
    else:
        sql = """
            SELECT club, COUNT(*) AS number FROM (
                SELECT home AS club FROM ties JOIN rounds r USING (edition, round) WHERE r.code = 'F'
                UNION ALL SELECT away FROM ties JOIN rounds r USING (edition, round) WHERE r.code = 'F'
            ) GROUP BY club
        """
    numbers = {str(owner): number for owner, number in (row.values() for row in archive.query(sql))}
    return {owner for owner, number in numbers.items() if number == max(numbers.values())}


_POINTS = """
    SELECT s.side AS club, s.side_name AS name,
        CASE WHEN g.stated OR g.given THEN s.points ELSE {win} * s.won + s.drawn - s.deducted END AS points
    FROM standings s JOIN groups g USING (edition, round) JOIN rounds r USING (edition, round)
    WHERE s.edition = :edition AND r.name = :round
"""
_REPLAYED = """
    SELECT MIN(line) FROM matches WHERE edition = :edition
    GROUP BY round, tie HAVING MAX(replay) OR COUNT(*) > 1
"""


def _at_the_end(end: Callable[[list[int]], int]) -> Callable[[Archive, Question], set[str]]:
    """A function for the clubs with the most or the fewest points of a group, at 2 or at 3 for a win."""

    def possible(archive: Archive, question: Question) -> set[str]:
        found: set[str] = set()
        for win in (2, 3):
            rows = _rows(archive, _POINTS.format(win=win), question)
            number = end([row["points"] for row in rows])
            found |= {row["club"] for row in rows if row["points"] == number}
        return found

    return possible


def _points(archive: Archive, question: Question) -> set[str]:
    rows = _rows(archive, _POINTS.format(win=int(question.about["win"])), question)
    return {str(row["points"]) for row in rows if row["name"] == question.about["club"]}


_ALWAYS_WON = "SELECT winner FROM editions WHERE held"
_IN_ROUND = """
    SELECT side.value FROM ties t JOIN rounds r USING (edition, round),
        json_each(json_array(t.home, t.away)) side
    WHERE t.edition = :edition AND r.name = :round
"""
_OUTSIDE = f"""
    SELECT club FROM entrants WHERE edition = :edition AND club NOT IN ({_AS_FAR})
"""  # noqa: S608 - of this module alone
_NEVER = """
    SELECT side.value FROM ties t JOIN rounds r USING (edition, round),
        json_each(json_array(t.home, t.away)) side
    WHERE r.code = 'F' AND side.value NOT IN (SELECT winner FROM editions WHERE winner IS NOT NULL)
"""
_ORDER = """
    SELECT group_concat(winner, ' → ') FROM (
        SELECT winner FROM editions WHERE edition IN (:one, :two, :three) ORDER BY first_year, last_year
    )
"""
_BY_SCORE = """
    SELECT edition FROM matches JOIN rounds r USING (edition, round) WHERE r.code = 'F'
    AND (home_goals IS NULL OR MAX(home_goals, away_goals) || '–' || MIN(home_goals, away_goals) = :score)
    UNION SELECT edition FROM editions e WHERE NOT EXISTS (
        SELECT 1 FROM matches m JOIN rounds r USING (edition, round)
        WHERE m.edition = e.edition AND r.code = 'F' AND m.home_goals IS NOT NULL
    )
"""
_PLACE = """
    SELECT s.place FROM standings s JOIN rounds r USING (edition, round)
    WHERE s.edition = :edition AND r.name = :round AND s.side_name = :club
"""
_OPPONENTS_IN_FINAL = """
    SELECT CASE WHEN t.home_name = :opponent THEN t.away ELSE t.home END
    FROM ties t JOIN rounds r USING (edition, round)
    WHERE t.edition = :edition AND r.code = 'F' AND :opponent IN (t.home_name, t.away_name)
"""
_GAP = """
    SELECT n.club FROM entrants n JOIN ties t USING (edition) JOIN rounds r USING (edition, round)
    WHERE edition = :edition AND n.name NOT IN (:club, :opponent, :home) AND n.club IN (t.home, t.away)
    AND r.round >= (SELECT round FROM rounds s WHERE s.edition = :edition AND s.name = :round)
"""

_POSSIBLE: dict[Kind, Callable[[Archive, Question], set[str]]] = {
    Kind.WINNER: _column(_WINNERS.format(editions=_touching(":edition"))),
    Kind.BEATEN: _column(_OPPONENTS.format(more="AND r.name = :round")),
    Kind.KNOCKED_OUT_BY: _column(
        _OPPONENTS.format(
            more="AND r.kind = 'knock-out' "
            "AND t.advanced IS NOT CASE WHEN t.home_name = :club THEN t.home ELSE t.away END"
        )
    ),
    Kind.STAGE: _column(f"{_OUT_IN} UNION {_LATER_IN}"),
    Kind.REACHED: _column(_AS_FAR),
    Kind.ENTRANT: _column("SELECT club FROM entrants WHERE edition = :edition"),
    Kind.SCORE: _column(_SCORES),
    Kind.SHOOT_OUT: _shoot_out,
    Kind.REPLAY: _column(_REPLAYED),
    Kind.GROUP_WINNER: _at_the_end(max),
    Kind.GROUP_LAST: _at_the_end(min),
    Kind.POINTS: _points,
    Kind.SCORER: _surnames(_SCORERS),
    Kind.SCORED_FOR: _scored_for,
    Kind.FIRST_GOAL: _first_goal,
    Kind.FIRST_MINUTE: _first_minute,
    Kind.TOP_SCORER: _surnames("SELECT name FROM edition_scorers WHERE edition = :edition AND official"),
    Kind.VENUE: _column(_FINAL_MATCH.format(what="venue")),
    Kind.REFEREE: _referees,
    Kind.NAME: _column(_TODAY),
    Kind.EDITION_WON: _column(_touching(_WON.format(place="winner"))),
    Kind.FINAL_LOST: _column(_touching(_WON.format(place="runner_up"))),
    Kind.FINAL_OF_TWO: _column(_OF_TWO),
    Kind.CUPS: _column(_CUPS),
    Kind.RECORD: _record,
    Kind.FINALISTS: _column(_IN_ROUND.replace("r.name = :round", "r.code = 'F'")),
    Kind.TWO_OF_ROUND: _column(_AS_FAR),
    Kind.NOT_OF_ROUND: _column(_OUTSIDE),
    Kind.TWO_WINNERS: _column(_ALWAYS_WON),
    Kind.NEVER_WON: _column(_NEVER),
    Kind.ORDER: _column(_ORDER),
    Kind.CLUES: _column(_BY_SCORE),
    Kind.GROUP_PLACE: _column(_PLACE),
    Kind.COVERED: _column(_OPPONENTS_IN_FINAL),
    Kind.GAP: _column(_GAP),
}
