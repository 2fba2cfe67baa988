"""Joining the files of one edition to one season file."""

from collections.abc import Sequence
from dataclasses import replace

from store.cup.editions import FilePart
from store.seedfiles.season import Claim, MatchLine, RoundSection, SeasonFile


def join(seasons: Sequence[tuple[str, SeasonFile, int]]) -> tuple[SeasonFile, tuple[FilePart, ...]]:
    """The season file of several files of one edition, each given by its path and with its number of lines.

    Lines are counted through all of them. Of a claim about the whole edition that several make, none is
    kept: each is about its own file.
    """
    shifted: list[SeasonFile] = []
    parts: list[FilePart] = []
    before = 0
    for path, season, lines in seasons:
        parts.append(FilePart(path, before))
        shifted.append(_shifted(season, before))
        before += lines
    first = shifted[0]
    made = [claim for season in shifted for claim in season.claims]
    keys = [claim.key.casefold() for claim in made]
    joined = replace(
        first,
        claims=tuple(claim for claim in made if keys.count(claim.key.casefold()) == 1),
        rounds=tuple(section for season in shifted for section in season.rounds),
        left_out=_added(shifted),
    )
    return joined, tuple(parts)


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
