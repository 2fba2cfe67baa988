"""Two clubs against each other, over all ties between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive import Archive
from store.models import Match, Tie
from store.record import ClubRecord, record_of


@dataclass(frozen=True, slots=True)
class Meetings:
    """What ties between two clubs add up to: *record* is the first one's.

    *through* is how often each went through, unknown ones left out; *biggest* the matches won by
    most goals, with their ties, empty when every match was drawn.
    """

    ties: int
    through: tuple[int, int]
    record: ClubRecord
    biggest: tuple[tuple[Tie, Match], ...]


def meetings_of(ties: Sequence[Tie], one: str, other: str) -> Meetings:
    """The sum of *ties*, all between the clubs *one* and *other*, oldest first."""
    matches = [(tie, match) for tie in ties for match in tie.played]
    most = max((match.margin for _, match in matches), default=0)
    return Meetings(
        ties=len(ties),
        through=(sum(tie.advanced == one for tie in ties), sum(tie.advanced == other for tie in ties)),
        record=record_of(ties, one),
        biggest=tuple((tie, match) for tie, match in matches if most and match.margin == most),
    )


def opponents_of(archive: Archive, club: str) -> list[str]:
    """The ids of the clubs that *club* was drawn against, most often first, then by id."""
    sql = """
        SELECT CASE home WHEN :club THEN away ELSE home END AS opponent FROM ties
        WHERE home = :club OR away = :club GROUP BY opponent ORDER BY COUNT(*) DESC, opponent
    """
    return [row["opponent"] for row in archive.query(sql, {"club": club})]
