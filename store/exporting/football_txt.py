"""Writing an edition in Football.TXT, openfootball's format, as derived, with what was added to it.

What the format has no form for stands in notes, in square brackets, and in comments. Our reader,
:mod:`store.seedfiles.football_txt.parse`, understands both: the same edition is derived again, but for
summaries, translations, sources of single facts, line-ups and findings. The format is described at
https://github.com/openfootball/spec.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from store.cup.clubs import Club
from store.cup.editions import Edition, EditionScorer
from store.cup.labels import Label
from store.cup.rounds import NamedRound
from store.cup.tables import GroupTable, TableRow
from store.cup.ties import Basis, Goals, Known, Match, Side, Tie, shoot_out_of
from store.cup.values import MatchStatus, PartialDate, Score
from store.text.folding import key_as_written

CLUB_NAMES = "cup.clubs.txt"
"""The name of the file of clubs' names."""

ABOUT = """\
These files are in Football.TXT, the format of https://github.com/openfootball: an edition in each, and the
names of clubs in cup.clubs.txt. What the format has no form for stands in notes in square brackets, and in
comments: who went through where the matches do not say it, drawings of lots, replays, scores and months of
which no more is known, tables and clubs of which no match is known, points deducted, top scorers, sources.

Left out are translations, sources of single facts, line-ups, what sources contradict each other in, and
editions without a match; the season files beside this folder have all that. Of a name that several clubs
have had, only the club called so today has it in cup.clubs.txt.

Kubok reads this folder: KUBOK_SEEDS=football.txt kubok
"""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIGNS = re.compile(r"[\[\]|#@]")  # which mean something in this format
_ROUND_BRACKETS = re.compile(r"[()]")
_SAYS = "# What Football.TXT has no form for stands in [notes] and in comments."
_SAID = (Known.STATED, Known.SUPPLEMENT, Known.INFOBOX)  # who went through, not by the matches
_RULED = (MatchStatus.AWARDED, MatchStatus.ABANDONED, MatchStatus.ANNULLED)


def football_txt(edition: Edition) -> str | None:
    """The text of *edition*; None for one without a match, which the format has no form for."""
    if not any(tie.matches for tie in edition.ties):
        return None
    return "\n".join(_Writer(edition).lines()) + "\n"


def club_names(clubs: Iterable[Club], used: Iterable[tuple[str, str]]) -> str:
    """The names of *clubs* in the form of openfootball's ``*.clubs.txt``: a club in a line with its city, its
    other names below.

    *used* has names in editions with the ids of the clubs that had them. A name that several clubs have had
    stands with the one only whose name it is today, if any.
    """
    clubs = list(clubs)
    names = {club.id: dict.fromkeys([club.name]) for club in clubs}
    for club in clubs:
        names[club.id] |= dict.fromkeys(name.name for name in (*club.line, *club.names))
    for id_, name in used:
        names[id_][name] = None
    bearers = Counter(key_as_written(name) for found in names.values() for name in found)
    lines = ["= Clubs", ""]
    for club in sorted(clubs, key=lambda club: club.name):
        lines.append(", ".join(filter(None, (_plain(club.name), _plain(club.city)))))
        others = [name for name in names[club.id] if name != club.name and bearers[key_as_written(name)] == 1]
        lines += [f"  | {_plain(name)}" for name in others]
    return "\n".join(lines) + "\n"


class _Writer:
    """The writing of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._date: PartialDate | None = None  # that holds for the next match

    def lines(self) -> Iterator[str]:
        """The lines of the file."""
        yield f"= {self._edition.competition} {_label(self._edition.label)}"
        yield ""
        yield _SAYS
        yield from self._header()
        for round_ in self._edition.rounds:
            yield from self._round(round_)

    def _header(self) -> Iterator[str]:
        edition = self._edition
        if edition.teams_claimed:
            yield f"# Teams: {edition.teams_claimed}"
        if edition.matches_claimed:
            yield f"# Matches: {edition.matches_claimed}"
        if edition.winner and edition.winner_known is Known.INFOBOX:
            yield f"# Winners: {edition.winner.name}"
        if any(tie.known is Known.AWAY_GOALS for tie in edition.ties):
            yield "# Away goals: yes"
        stated = next((table.win for table in edition.tables if table.stated), None)
        if stated:
            yield f"# Points for a win: {stated}"
        deducted = {
            row.side.name: row.deducted for table in edition.tables for row in table.rows if row.deducted
        }
        if deducted:
            yield f"# Points deducted: {', '.join(f'{name} {points}' for name, points in deducted.items())}"
        leaders = [_leader(one) for one in edition.scorers if one.official]
        if leaders:
            yield f"# Scoring Leader: {', '.join(leaders)}"
        yield from (f"# Source: {source}" for source in edition.sources)
        for paragraph in edition.summary:
            yield "#"
            yield f"# {paragraph}"

    def _round(self, round_: NamedRound) -> Iterator[str]:
        edition = self._edition
        yield ""
        yield f"▪ {round_.name}"
        self._date = None
        byes = [bye for bye in edition.byes if bye.round == round_]
        yield from _listed("Clubs", [bye.side for bye in byes if bye.played])
        for table in edition.tables:
            if table.round == round_:
                yield from _table(table)
        yield from (f"  {_club(bye.side)}  bye" for bye in byes if not bye.played)
        for tie in edition.ties_of(round_):
            for place, match in enumerate(tie.matches):
                yield from self._match(match, tie, is_last=place == len(tie.matches) - 1)

    def _match(self, match: Match, tie: Tie, *, is_last: bool) -> Iterator[str]:
        if match.date != self._date:
            if match.date is None:  # a date holds until the next heading
                yield f"▪ {tie.round.name}"
            elif self._date is None or _date(match.date) != _date(self._date):
                yield _date(match.date)
            self._date = match.date
        place = f"  @ {_plain(match.venue)}" if match.venue else ""
        crowd = f"  (att: {match.attendance})" if match.attendance is not None else ""
        yield f"  {_line(match)}{place}{crowd}"
        yield from (f"    {line}" for line in _details(match))
        if is_last:
            yield from (f"    {line}" for line in _outcome(tie))


def _leader(scorer: EditionScorer) -> str:
    """A top scorer, with the club and the number of goals if they are known."""
    club = f" ({_plain(scorer.club.name)})" if scorer.club.name else ""
    goals = f" {scorer.low}" if scorer.low == scorer.high or not club else ""
    return f"{scorer.name}{club}{goals}"


def _label(label: Label) -> str:
    return str(label).replace("–", "/")


def _club(side: Side) -> str:
    return _plain(_ROUND_BRACKETS.sub(" ", side.name))


def _plain(text: str) -> str:
    """*text* without signs that mean something in this format."""
    return " ".join(_SIGNS.sub(" ", text).split())


def _date(when: PartialDate) -> str:
    if (day := when.exact) is not None:
        return f"{_weekday(day)} {_MONTHS[day.month - 1]} {day.day} {day.year:04}"
    return f"{when.year:04}"  # its month is in a note


def _weekday(day: date) -> str:
    return _DAYS[day.weekday()]


def _line(match: Match) -> str:
    home, away = _club(match.home), _club(match.away)
    if match.status is MatchStatus.WALKOVER:
        return f"{home}  w/o  {away}"
    if match.status is MatchStatus.CANCELLED:
        return f"{home}  v {away}  [cancelled]"
    score = match.ruled if match.status in _RULED else match.score
    if score is None:
        return f"{home}  v {away}" + (f"  [{match.status}]" if match.status in _RULED else "")
    status = f"  [{match.status}]" if match.status in _RULED else ""
    return f"{home}  {_score(match, score)}  {away}{status}"


def _score(match: Match, score: Score) -> str:
    """The score as the format has it: ``4-3 pen. 2-2 a.e.t. (1-1, 0-1)``."""
    parts = [f"{_pair(match.shoot_out)} pen."] if match.shoot_out else []
    parts.append(_pair(score))
    if match.extra_time:
        parts.append("a.e.t.")
    within = [match.full_time, match.half_time] if match.extra_time else [match.half_time]
    if within[0] and (scores := [_pair(one) for one in within if one]):
        parts.append(f"({', '.join(scores)})")
    return " ".join(parts)


def _pair(score: Score) -> str:
    return f"{score.home}-{score.away}"


def _details(match: Match) -> Iterator[str]:
    """What stands below a match: goals, facts, notes."""
    yield from _goals(match)
    if match.referee:
        yield f"Referee: {_plain_referee(match.referee)}"
    if match.extra_time and match.half_time and not match.full_time:
        yield f"[HT {_pair(match.half_time)}]"
    if match.date and match.date.month and not match.date.day:
        yield f"[{_MONTHS[match.date.month - 1]} {match.date.year:04}]"
    if match.unknown_score:
        yield "[score not known]"
    if match.replay:
        yield "[replay]"
    yield from (f"[{_plain(note)}]" for note in match.notes)


def _plain_referee(name: str) -> str:
    return " ".join(name.replace(";", " ").replace(",", " ").split())


def _goals(match: Match) -> Iterator[str]:
    written = [
        ", ".join([*(_scorer(one) for one in goals if one.counted), *(["?"] if others else [])]) or "-"
        for _, goals, others in match.scorers_by_side
    ]
    if any(text != "-" for text in written):
        yield f"({'; '.join(written)})"
    for one in match.goals:
        if not one.counted:
            side = (match.home, match.away)[one.side]
            yield f"[{_plain(one.name)} is named as a scorer of {_club(side)}]"


def _scorer(one: Goals) -> str:
    parts = [one.name]
    parts += [f"{minute}'{' (pen.)' if minute.penalty else ''}" for minute in one.minutes]
    if one.basis in (Basis.FILE, Basis.SUPPLEMENT) and not one.minutes and one.low == one.high:
        parts.append(f"({one.low})")
    if one.penalty:
        parts.append("(pen.)")
    if one.own_goal:
        parts.append("(o.g.)")
    return " ".join(parts)


def _outcome(tie: Tie) -> Iterator[str]:
    """Who went through, where the matches do not say."""
    if not tie.advanced:
        return
    name = _club(tie.home if tie.advanced == tie.home.club else tie.away)
    if tie.known is Known.LOTS:
        yield f"[lots: {name}]"
    elif tie.known in _SAID and not shoot_out_of(tie.matches):
        yield f"[advanced: {name}]"


def _listed(key: str, sides: Sequence[Side]) -> Iterator[str]:
    if sides:
        yield f"# {key}: {', '.join(map(_club, sides))}"


def _table(table: GroupTable) -> Iterator[str]:
    """The rows of a table that a source gives, and the clubs of a group of which no match is known."""
    if table.given:
        yield from (f"# Table: {_row(row)}" for row in table.rows)
    else:
        yield from _listed("Clubs", [row.side for row in table.rows if not row.played])


def _row(row: TableRow) -> str:
    goals = _pair(row.goals) if row.goals else "?-?"
    numbers = f"{row.played} {row.won} {row.drawn} {row.lost} {goals} {row.points + row.deducted}"
    return f"{_club(row.side)} {numbers}"
