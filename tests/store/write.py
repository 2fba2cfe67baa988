"""Writing a season file: the other direction of :mod:`store.seedfiles.parse`."""

from collections.abc import Iterator

from store.cup.facts import MATCH_FACTS
from store.cup.values import PartialDate
from store.seedfiles.lines import MONTHS
from store.seedfiles.season import MatchLine, Scorer, SeasonFile


def write_season(season: SeasonFile) -> str:
    """The text of *season*; reading it gives an equal :class:`SeasonFile`."""
    return "\n".join(_lines(season)) + "\n"


def _lines(season: SeasonFile) -> Iterator[str]:
    yield f"= {season.label} {season.competition} ="
    if season.claims:
        yield ""
        yield "Infobox"
        yield from (f"- {claim.key}: {claim.value}" for claim in season.claims)
    for paragraph in season.summary:
        yield ""
        yield paragraph
    for section in season.rounds:
        yield ""
        yield f"=={section.name}=="
        for match in section.matches:
            yield from _match(match)


def _match(match: MatchLine) -> Iterator[str]:
    if match.date:
        yield _date(match.date)
    if match.walkover:
        yield f"{match.home} (w/o) {match.away}"
    else:
        extra = ["a.e.t."] if match.extra_time else []
        if match.shoot_out:
            extra.append(f"{match.shoot_out.home}-{match.shoot_out.away} p")
        brackets = f" ({', '.join(extra)})" if extra else ""
        score = f"{match.score.home}-{match.score.away}" if match.score else "?-?"
        yield f"{match.home} {score}{brackets} {match.away}"
    sides = (
        (match.home, match.home_scorers, match.home_others),
        (match.away, match.away_scorers, match.away_others),
    )
    for club, scorers, others in sides:
        if scorers or others:
            names = [*map(_scorer, scorers), "?"] if others else map(_scorer, scorers)
            yield f"  {club}: {', '.join(names)}"
    details = (
        *((name.capitalize(), getattr(match, name)) for name in MATCH_FACTS),
        ("Advanced", match.advanced),
        *(("Note", note) for note in match.notes),
    )
    yield from (f"  {keyword}: {value}" for keyword, value in details if value is not None)


def _date(when: PartialDate) -> str:
    if when.month is None:
        return str(when.year)
    return f"{when.day or '?'} {MONTHS[when.month - 1]} {when.year}"


def _scorer(scorer: Scorer) -> str:
    parts = [scorer.name]
    for minute in scorer.minutes:
        parts.append(f"{minute}'" + (" (pen.)" if minute.penalty else ""))
    if scorer.count is not None:
        parts.append(f"({scorer.count})")
    if scorer.penalty:
        parts.append("(pen.)")
    if scorer.own_goal:
        parts.append("(o.g.)")
    return " ".join(parts)
