"""Joining the files of one edition to one season file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.cup.editions import FilePart
from store.seedfiles.season import Claim, MatchLine, RoundSection, SeasonFile

_SUMS = ("Matches", "Goals")
_OF_A_FILE = ("num teams", "matches", "goals")


def join(seasons: Sequence[tuple[str, SeasonFile, int]]) -> tuple[SeasonFile, tuple[FilePart, ...]]:
    """The season file of several files of one edition, each given by its path and with its number of lines.

    The parts follow each other in the order of play, by their first dates, and by name where these are not
    known. Lines are counted through all of them. Claims about the number of clubs, matches and goals are
    about one file each; of matches and goals the sum is kept when all files claim them.
    """
    shifted: list[SeasonFile] = []
    parts: list[FilePart] = []
    before = 0
    for path, season, lines in sorted(seasons, key=lambda part: (_first_day(part[1]), part[0])):
        parts.append(FilePart(path, before))
        shifted.append(_shifted(season, before))
        before += lines
    claims = [
        claim for season in shifted for claim in season.claims if claim.key.casefold() not in _OF_A_FILE
    ]
    joined = replace(
        shifted[0],
        claims=(*claims, *_summed(shifted)),
        rounds=tuple(section for season in shifted for section in season.rounds),
        left_out=_added(shifted),
        translations=tuple(dict.fromkeys(one for season in shifted for one in season.translations)),
    )
    return joined, tuple(parts)


def overlap(one: SeasonFile, other: SeasonFile) -> bool:
    """Whether both have a match of the same round: then they are two versions of an edition, not parts of
    it."""
    matches = [
        {(section.name, match.home, match.away) for section in season.rounds for match in section.matches}
        for season in (one, other)
    ]
    return bool(matches[0] & matches[1])


def _first_day(season: SeasonFile) -> str:
    """The first date in a season file as text that sorts by time; one without any comes first."""
    return min(
        (str(match.date) for section in season.rounds for match in section.matches if match.date), default=""
    )


def _summed(seasons: Sequence[SeasonFile]) -> Iterator[Claim]:
    """The sums of the numbers of matches and of goals, each if all *seasons* claim it."""
    for key in _SUMS:
        made = [claim for season in seasons if (claim := season.claim(key))]
        if len(made) == len(seasons):
            yield Claim(key, str(sum(int(claim.value) for claim in made)), made[0].line)


def _shifted(season: SeasonFile, before: int) -> SeasonFile:
    if not before:
        return season
    return replace(
        season,
        claims=tuple(Claim(claim.key, claim.value, claim.line + before) for claim in season.claims),
        rounds=tuple(_moved(section, before) for section in season.rounds),
    )


def _moved(section: RoundSection, before: int) -> RoundSection:
    return replace(
        section,
        matches=tuple(_match(match, before) for match in section.matches),
        table=tuple(replace(row, line=row.line + before) for row in section.table),
        line=section.line + before,
    )


def _match(match: MatchLine, before: int) -> MatchLine:
    home = match.home_line + before if match.home_line else 0
    away = match.away_line + before if match.away_line else 0
    return replace(match, line=match.line + before, home_line=home, away_line=away)


def _added(seasons: Sequence[SeasonFile]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for season in seasons:
        for kind, number in season.left_out:
            sums[kind] = sums.get(kind, 0) + number
    return tuple(sorted(sums.items()))
