"""The sides of a match with their scorers, from the season file and the supplement."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.cup.ties import Side
from store.cup.values import MatchStatus, Score
from store.seedfiles.season import MatchLine, Scorer


@dataclass(frozen=True, slots=True)
class ScorersLine:
    """One side of a match: its *scorers* and the number of goals *scored*, None when it is not known.

    *others* says that the line does not name all scorers. *match* and *line* are the line numbers of
    the match and of its scorers; *added* has numbers of goals by scorer from the supplement.
    """

    match: int
    side: int
    club: Side
    opponent: Side
    scored: int | None
    scorers: tuple[Scorer, ...]
    others: bool
    line: int
    added: Mapping[str, int]

    @property
    def is_open(self) -> bool:
        """Whether it does not name all scorers, and leaves goals for the others."""
        return self.others and sum(scorer.stated or 1 for scorer in self.scorers) < (self.scored or 0)


def lines_of(
    match: MatchLine, home: Side, away: Side, added: Mapping[str, int]
) -> tuple[ScorersLine, ScorersLine]:
    """The two sides of *match*, home first; one that was not played, or does not count, has no goals."""
    played = match.status in (MatchStatus.PLAYED, MatchStatus.FIXTURE)
    score = match.score if played else Score(0, 0)
    scored = (score.home, score.away) if score else (None, None)
    return (
        ScorersLine(
            *(match.line, 0, home, away, scored[0], match.home_scorers),
            *(match.home_others, match.home_line, added),
        ),
        ScorersLine(
            *(match.line, 1, away, home, scored[1], match.away_scorers),
            *(match.away_others, match.away_line, added),
        ),
    )
