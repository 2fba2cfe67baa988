"""Writing a season file: the other direction of :mod:`store.seedfiles.season_txt.parse`."""

from collections.abc import Iterator

from store.cup.facts import MATCH_FACTS
from store.cup.values import MatchStatus, PartialDate, Score
from store.seedfiles.season import MatchLine, Scorer, SeasonFile
from store.seedfiles.season_txt.lines import MONTHS


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
        yield from _translations(season, paragraph, "Summary")
    for section in season.rounds:
        yield ""
        yield f"=={section.name}=="
        if section.byes:
            yield f"Bye: {', '.join(section.byes)}"
        if section.clubs:
            yield f"Clubs: {', '.join(section.clubs)}"
        for row in section.table:
            goals = f"{row.goals.home}-{row.goals.away}" if row.goals else "?-?"
            numbers = f"{row.played} {row.won} {row.drawn} {row.lost} {goals}"
            yield f"Table: {row.club} {numbers} {row.points}"
        for match in section.matches:
            yield from _match(season, match)


def _translations(season: SeasonFile, text: str, key: str) -> Iterator[str]:
    yield from (f"{key} ({one.language}): {one.said}" for one in season.translations if one.text == text)


def _match(season: SeasonFile, match: MatchLine) -> Iterator[str]:
    if match.date:
        yield _date(match.date)
    yield _line(match)
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
    )
    yield from (f"  {keyword}: {value}" for keyword, value in details if value is not None)
    for note in match.notes:
        yield f"  Note: {note}"
        yield from (f"  {line}" for line in _translations(season, note, "Note"))


def _line(match: MatchLine) -> str:
    if match.status is MatchStatus.WALKOVER:
        return f"{match.home} (w/o) {match.away}"
    if match.status is MatchStatus.FIXTURE:
        return f"{match.home} v {match.away}"
    if match.status is MatchStatus.CANCELLED:
        return f"{match.home} v {match.away} (cancelled)"
    marks = ["a.e.t."] if match.extra_time else []
    marks += [_score(score) for score in (match.full_time, match.half_time) if score]
    marks += [f"{_score(match.shoot_out)} p"] if match.shoot_out else []
    marks += [] if match.status is MatchStatus.PLAYED else [match.status]
    marks += ["replay"] if match.replay else []
    marks += [f"lots: {match.lots}"] if match.lots else []
    brackets = f" ({', '.join(marks)})" if marks else ""
    return f"{match.home} {_score(match.score) if match.score else '?-?'}{brackets} {match.away}"


def _score(score: Score) -> str:
    return f"{score.home}-{score.away}"


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
