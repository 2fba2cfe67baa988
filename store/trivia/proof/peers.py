"""The proof that no distractor can be dropped at sight: each is of the era, the size and the kind of the
right answer, and under a name of the time.

The queries are independent of the generator, but for the number of years of an era.
"""

from collections.abc import Iterator, Mapping

from store.archive.archive import Archive
from store.sqlite import Row
from store.trivia.peers import ERA, PLAYERS_ERA
from store.trivia.question import Kind, Option, Question

_CLUBS = frozenset(
    {
        Kind.WINNER,
        Kind.BEATEN,
        Kind.KNOCKED_OUT_BY,
        Kind.REACHED,
        Kind.ENTRANT,
        Kind.SCORED_FOR,
        Kind.NAME,
        Kind.FINALISTS,
        Kind.TWO_OF_ROUND,
        Kind.NOT_OF_ROUND,
        Kind.COVERED,
        Kind.GAP,
    }
)
_EDITIONS = frozenset({Kind.EDITION_WON, Kind.FINAL_LOST, Kind.FINAL_OF_TWO, Kind.CLUES})
_PLAYERS = frozenset({Kind.SCORER, Kind.FIRST_GOAL, Kind.TOP_SCORER})
_COLUMNS: Mapping[Kind, str] = {Kind.VENUE: "venue", Kind.REFEREE: "referee"}
_OF_ERA = """
    WITH era AS (
        SELECT e.edition FROM editions e, editions here
        WHERE here.edition = :edition AND ABS(e.first_year - here.first_year) <= :era
    )
"""
_BORNE = """
    SELECT 1 FROM entrants n JOIN era USING (edition) WHERE n.club = :id AND n.name = :text
    AND NOT EXISTS (
        SELECT 1 FROM entrants h WHERE h.edition = :edition AND h.club = :id
        GROUP BY h.club HAVING SUM(h.name = :text) = 0
    )
    AND NOT EXISTS (
        SELECT 1 FROM clubs c JOIN editions e ON e.edition = :edition WHERE c.club = :id AND (
            c.founded GLOB '[0-9][0-9][0-9][0-9]' AND e.last_year < c.founded + 0
            OR c.dissolved GLOB '[0-9][0-9][0-9][0-9]' AND e.first_year > c.dissolved + 0
        ) AND NOT EXISTS (SELECT 1 FROM entrants h WHERE h.edition = :edition AND h.club = :id)
    )
"""
_FURTHEST = """
    SELECT (SELECT second_team_of != '' FROM clubs WHERE club = :id) AS second,
        MAX(CASE WHEN r.code IN ('F', 'SF') THEN 3
            WHEN r.code IN ('QF', 'R16') OR r.kind = 'group' THEN 2
            WHEN EXISTS (SELECT 1 FROM rounds q WHERE q.edition = r.edition AND q.round = r.round + 1
                AND q.code = 'QF') THEN 2
            ELSE 1 END) AS furthest
    FROM rounds r JOIN era USING (edition)
    WHERE EXISTS (SELECT 1 FROM ties t WHERE (t.edition, t.round) = (r.edition, r.round)
        AND :id IN (t.home, t.away))
    OR EXISTS (SELECT 1 FROM standings s WHERE (s.edition, s.round) = (r.edition, r.round) AND s.side = :id)
"""
_SCORED = """
    SELECT 1 FROM goals g JOIN era USING (edition) WHERE g.player = :id
    UNION SELECT 1 FROM edition_scorers s JOIN era USING (edition) WHERE s.player = :id
"""
_OF_FINAL = """
    SELECT 1 FROM matches JOIN rounds r USING (edition, round) JOIN era USING (edition)
    WHERE r.code = 'F' AND {column} LIKE :text || '%'
"""


def conspicuous(archive: Archive, question: Question) -> Iterator[str]:
    """The distractors of *question* that a reader can drop at sight, a line for each; empty if there are
    none."""
    for right in question.askable:
        for wrong in question.beside(right):
            if not _is_peer(archive, question, right, wrong):
                yield f"'{wrong.text}' is of another era or kind than '{right.text}'"


def _rows(archive: Archive, sql: str, edition: str, option: Option, era: int = ERA) -> list[Row]:
    values = {"era": era, "edition": edition, "id": option.id, "text": option.text}
    return archive.query(_OF_ERA + sql, values)


def _is_peer(archive: Archive, question: Question, right: Option, wrong: Option) -> bool:
    if question.kind in _EDITIONS or (question.kind is Kind.SHOOT_OUT and question.edition is None):
        return abs(int(right.id[:4]) - int(wrong.id[:4])) <= ERA
    if question.kind is Kind.SCORE:
        return _is_level(right) == _is_level(wrong)
    if question.edition is None:
        return True
    edition, kind = question.edition.id, question.kind
    if kind in _CLUBS:
        one, other = (_rows(archive, _FURTHEST, edition, option)[0] for option in (right, wrong))
        alike = one == other or bool(one["second"] and other["second"])
        return alike and bool(_rows(archive, _BORNE, edition, wrong))
    if kind in _PLAYERS:
        form = [(len(option.text.split()), "." in option.text) for option in (right, wrong)]
        return form[0] == form[1] and bool(_rows(archive, _SCORED, edition, wrong, PLAYERS_ERA))
    if kind in _COLUMNS:
        return bool(_rows(archive, _OF_FINAL.format(column=_COLUMNS[kind]), edition, wrong))
    return True


def _is_level(score: Option) -> bool:
    home, _, away = score.text.partition("–")
    return home == away
