"""The tables of editions, and of their clubs, rounds, scorers, findings, additions, line-ups and notes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store.archive.rows.clubs import CLUBS
from store.archive.rows.runs import RUNS, run_rows
from store.archive.rows.table import (
    Columns,
    Field,
    Table,
    as_json,
    flag,
    match_facts,
    member,
    plain,
    score,
    side,
)
from store.archive.rows.tables import table_rows
from store.archive.rows.ties import GAPS, GOALS, MATCHES, TIES, tie_key_row
from store.cup.additions import Booking, EditionNote, LineUp, Substitution, TieAddition
from store.cup.clubs import Club
from store.cup.editions import Bye, Edition, EditionScorer, FilePart
from store.cup.findings import Fact, Finding, FindingKind
from store.cup.gaps import gaps_of
from store.cup.labels import Label
from store.cup.rounds import NamedRound, RoundKind
from store.cup.ties import Known, Side
from store.sqlite import Row
from store.text.folding import tidy

_EDITION: Columns = (("edition", "TEXT NOT NULL REFERENCES editions ON DELETE CASCADE"),)
_NUMBER: Columns = (*_EDITION, ("number", "INTEGER NOT NULL"))

EDITIONS = Table(
    "editions",
    primary=("edition",),
    fields=(
        Field(
            "label",
            (
                ("edition", "TEXT"),
                ("label", "TEXT NOT NULL UNIQUE"),
                ("first_year", "INTEGER NOT NULL"),
                ("last_year", "INTEGER NOT NULL"),
            ),
            lambda label: (label.id, str(label), label.first, label.last),
            lambda _id, _label, first, last: Label(first, last),
        ),
        plain("competition", "TEXT NOT NULL"),
        plain("path", "TEXT NOT NULL REFERENCES documents"),
        flag("held"),
        plain("reason", "TEXT"),
        as_json("summary"),
        flag("whole"),
        flag("first_ever"),
        plain("teams_claimed", "INTEGER"),
        plain("matches_claimed", "INTEGER"),
        side("winner", "TEXT"),
        member("winner_known", Known, "TEXT"),
        side("runner_up", "TEXT"),
        as_json("sources"),
        as_json(
            "parts",
            lambda parts: [[part.path, part.before] for part in parts],
            lambda rows: tuple(FilePart(path, before) for path, before in rows),
        ),
    ),
    filled_later=(  # the number of cups that the winner had won by then, see store.archive.titles
        ("titles", "INTEGER"),
        ("titles_apart", "INTEGER"),
        ("apart_name", "TEXT"),
        ("apart_own", "INTEGER"),
    ),
)

ENTRANTS = Table(
    "entrants",
    primary=("edition", "place", "number"),
    key=(*_EDITION, ("place", "INTEGER NOT NULL"), ("number", "INTEGER NOT NULL")),
    fields=(plain("club", "TEXT NOT NULL REFERENCES clubs"), plain("name", "TEXT NOT NULL")),
    indexes=("CREATE INDEX entrants_by_club ON entrants (club)",),
)

ROUNDS = Table(
    "rounds",
    primary=("edition", "round"),
    key=_EDITION,
    fields=(
        plain("number", "INTEGER NOT NULL", "round"),
        plain("name", "TEXT NOT NULL"),
        plain("code", "TEXT NOT NULL"),
        member("kind", RoundKind),
    ),
)

BYES = Table(
    "byes",
    primary=("edition", "number"),
    key=(*_NUMBER, ("round", "INTEGER NOT NULL")),
    fields=(side("side"), flag("played")),
    constraints=("FOREIGN KEY (edition, round) REFERENCES rounds ON DELETE CASCADE",),
    indexes=("CREATE INDEX byes_by_club ON byes (side)",),
)

EDITION_SCORERS = Table(
    "edition_scorers",
    primary=("edition", "place"),
    key=(*_EDITION, ("place", "INTEGER NOT NULL")),
    fields=(
        plain("player", "TEXT NOT NULL"),
        plain("name", "TEXT NOT NULL"),
        Field(
            "club",
            (("club", "TEXT REFERENCES clubs"), ("club_name", "TEXT NOT NULL")),
            lambda club: (club.club or None, club.name),
            lambda club, name: Side(club or "", name),
        ),
        plain("low", "INTEGER NOT NULL"),
        plain("high", "INTEGER"),
        flag("official"),
        flag("disputed"),
    ),
    indexes=("CREATE INDEX edition_scorers_by_player ON edition_scorers (player)",),
)


def _data_of(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


FINDINGS = Table(
    "findings",
    primary=("edition", "number"),
    key=_NUMBER,
    fields=(
        member("kind", FindingKind),
        plain("line", "INTEGER NOT NULL"),
        as_json("data", read=_data_of),
        as_json("facts", read=lambda names: tuple(map(Fact, names))),
        as_json("sources"),
    ),
)

NOTES = Table(
    "notes",
    primary=("edition", "number"),
    key=_NUMBER,
    fields=(plain("text", "TEXT NOT NULL"), as_json("sources")),
)

_MATCH = (
    plain("round", "TEXT NOT NULL"),
    plain("home", "TEXT NOT NULL"),
    plain("away", "TEXT NOT NULL"),
)
"""The match that an entry of the supplement is about: its round and clubs as the season file writes them."""

ADDITIONS = Table(
    "additions",
    primary=("edition", "number"),
    key=_NUMBER,
    fields=(
        *_MATCH,
        score("shoot_out", "home_penalties", "away_penalties"),
        flag("extra_time"),
        score("half_time", "home_at_half_time", "away_at_half_time"),
        score("full_time", "home_after_90", "away_after_90"),
        plain("lots", "TEXT"),
        *match_facts(),
        plain("advanced", "TEXT"),
        plain("note", "TEXT"),
        as_json("goals", read=dict),
        as_json("sources"),
    ),
)

LINE_UPS = Table(
    "line_ups",
    primary=("edition", "number"),
    key=_NUMBER,
    fields=(
        *_MATCH,
        plain("club", "TEXT NOT NULL"),
        as_json("players"),
        as_json(
            "substitutions",
            lambda changes: [[change.off, change.on, change.minute] for change in changes],
            lambda rows: tuple(Substitution(off, on, minute) for off, on, minute in rows),
        ),
        as_json("reserves"),
        as_json(
            "booked",
            lambda bookings: [[booking.player, booking.minute] for booking in bookings],
            lambda rows: tuple(Booking(player, minute) for player, minute in rows),
        ),
        plain("coach", "TEXT"),
        as_json("sources"),
    ),
)


def edition_rows(
    edition: Edition,
    additions: Sequence[TieAddition],
    line_ups: Sequence[LineUp],
    notes: Sequence[EditionNote],
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of an edition by table, in an order that satisfies the foreign keys.

    Clubs are first and may exist already.
    """
    key = edition.label.id
    yield CLUBS, [CLUBS.row(Club(club, tidy(name))) for club, name in _clubs(edition).items()]
    yield EDITIONS, [EDITIONS.row(edition)]
    yield (
        ENTRANTS,
        [
            ENTRANTS.row(Side(club, name), edition=key, place=place, number=number)
            for place, (club, names) in enumerate(edition.entrants.items(), start=1)
            for number, name in enumerate(names, start=1)
        ],
    )
    yield ROUNDS, [ROUNDS.row(round_, edition=key) for round_ in edition.rounds]
    byes = enumerate(edition.byes, start=1)
    yield BYES, [BYES.row(bye, edition=key, number=number, round=bye.round.number) for number, bye in byes]
    yield from table_rows(edition)
    yield RUNS, list(run_rows(edition))
    yield TIES, [TIES.row(tie, **tie_key_row(tie)) for tie in edition.ties]
    legs = [
        (tie_key_row(tie) | {"leg": leg}, match)
        for tie in edition.ties
        for leg, match in enumerate(tie.matches, start=1)
    ]
    yield MATCHES, [MATCHES.row(match, **leg) for leg, match in legs]
    yield (
        GOALS,
        [
            GOALS.row(goals, **leg, number=number)
            for leg, match in legs
            for number, goals in enumerate(match.goals, start=1)
        ],
    )
    yield (
        GAPS,
        [
            GAPS.row(gap, **tie_key_row(tie), number=number)
            for tie, gaps in gaps_of(edition)
            for number, gap in enumerate(gaps, start=1)
        ],
    )
    scorers = enumerate(edition.scorers, start=1)
    yield EDITION_SCORERS, [EDITION_SCORERS.row(scorer, edition=key, place=n) for n, scorer in scorers]
    for table, values in (
        (FINDINGS, edition.findings),
        (ADDITIONS, additions),
        (LINE_UPS, line_ups),
        (NOTES, notes),
    ):
        yield table, [table.row(value, edition=key, number=n) for n, value in enumerate(values, start=1)]


def _clubs(edition: Edition) -> dict[str, str]:
    """Every club of the edition by id, with its first name there."""
    sides = [edition.winner, edition.runner_up, *(scorer.club for scorer in edition.scorers)]
    clubs = {club: names[0] for club, names in edition.entrants.items()}
    for known in filter(None, sides):
        if known.club:
            clubs.setdefault(known.club, known.name)
    return clubs


def round_of(row: Row) -> NamedRound:
    """The round of a row of ``rounds``."""
    return NamedRound(**ROUNDS.values(row))


def bye_of(row: Row, rounds: Mapping[int, NamedRound]) -> Bye:
    """The bye of a row of ``byes``, in one of the *rounds* by number."""
    return Bye(rounds[row["round"]], **BYES.values(row))


def edition_scorer_of(row: Row) -> EditionScorer:
    """The scorer of a row of ``edition_scorers``."""
    return EditionScorer(**EDITION_SCORERS.values(row))


def finding_of(row: Row) -> Finding:
    """The finding of a row of ``findings``."""
    return Finding(**FINDINGS.values(row))


def addition_of(row: Row) -> TieAddition:
    """The supplement's addition of a row of ``additions``."""
    return TieAddition(edition=row["edition"], **ADDITIONS.values(row))


def note_of(row: Row) -> EditionNote:
    """The supplement's note of a row of ``notes``."""
    return EditionNote(edition=row["edition"], **NOTES.values(row))


def line_up_of(row: Row) -> LineUp:
    """The line-up of a row of ``line_ups``."""
    return LineUp(edition=row["edition"], **LINE_UPS.values(row))
