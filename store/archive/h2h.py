"""Head-to-head: the record of two clubs over all ties between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.cup.labels import Label
from store.cup.runs import ClubRecord, record_of
from store.cup.ties import Match, Tie


@dataclass(frozen=True, slots=True)
class Meetings:
    """The head-to-head record of two clubs: *record* is that of the first one, *ties* does not count matches
    of groups or for a place.

    *through* is how often each went through or won the cup, matches of groups, for third place and of
    unknown outcome left out; *biggest* the wins by the largest margin, with their ties, empty when every
    match was drawn.
    """

    ties: int
    through: tuple[int, int]
    record: ClubRecord
    biggest: tuple[tuple[Tie, Match], ...]


def meetings_of(ties: Sequence[Tie], one: str, other: str) -> Meetings:
    """The head-to-head record over *ties*, all between the clubs *one* and *other*, oldest first."""
    matches = [(tie, match) for tie in ties for match in tie.played]
    most = max((match.margin for _, match in matches), default=0)
    return Meetings(
        ties=sum(tie.is_knock_out for tie in ties),
        through=(_through(ties, one), _through(ties, other)),
        record=record_of(ties, one),
        biggest=tuple((tie, match) for tie, match in matches if most and match.margin == most),
    )


def _through(ties: Sequence[Tie], club: str) -> int:
    return sum(tie.advanced == club for tie in ties if tie.is_knock_out)


def opponents_of(archive: Archive, club: str, edition: Label | None = None) -> list[str]:
    """The ids of the clubs that *club* had a tie against, only in *edition* if given.

    Sorted by number of ties, most first, then by id.
    """
    sql = """
        SELECT CASE home WHEN :club THEN away ELSE home END AS opponent FROM ties
        WHERE (home = :club OR away = :club) AND (:edition IS NULL OR edition = :edition)
        GROUP BY opponent ORDER BY COUNT(*) DESC, opponent
    """
    parameters = {"club": club, "edition": edition.id if edition else None}
    return [row["opponent"] for row in archive.query(sql, parameters)]
