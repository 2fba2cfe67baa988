"""The tables of ties, matches and goals, and of what is not known of ties."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from store.archive.rows.table import (
    Columns,
    Field,
    Table,
    as_json,
    flag,
    match_facts,
    member,
    optional,
    plain,
    score,
    side,
)
from store.cup.findings import Fact
from store.cup.labels import Label, parse_label
from store.cup.rounds import NamedRound, RoundKind
from store.cup.ties import Basis, Goals, Known, Match, Tie, TieKey
from store.cup.values import MatchStatus, Minute, PartialDate
from store.sqlite import Row

_TIE: Columns = (
    ("edition", "TEXT NOT NULL"),
    ("round", "INTEGER NOT NULL"),
    ("tie", "INTEGER NOT NULL"),
)
_LEG: Columns = (*_TIE, ("leg", "INTEGER NOT NULL"))


def _minutes_of(rows: Iterable[tuple[int, int, int]]) -> tuple[Minute, ...]:
    return tuple(_minute_of(minute, stoppage, bool(penalty)) for minute, stoppage, penalty in rows)


_minute_of = lru_cache(1 << 10)(Minute)  # goals of all matches share it
_date_of = lru_cache(1 << 9)(PartialDate.of)  # and matches of a day their date

TIES = Table(
    "ties",
    primary=("edition", "round", "tie"),
    key=_TIE,
    fields=(
        side("home"),
        side("away"),
        plain("advanced", "TEXT REFERENCES clubs"),
        member("known", Known, "TEXT"),
        flag("replaced"),
    ),
    constraints=("FOREIGN KEY (edition, round) REFERENCES rounds ON DELETE CASCADE",),
    indexes=(
        "CREATE INDEX ties_by_home ON ties (home, away)",
        "CREATE INDEX ties_by_away ON ties (away, home)",
    ),
)

MATCHES = Table(
    "matches",
    primary=("edition", "round", "tie", "leg"),
    key=_LEG,
    fields=(
        plain("line", "INTEGER NOT NULL"),
        optional("date", "TEXT", str, _date_of),
        side("home"),
        side("away"),
        score("score", "home_goals", "away_goals"),
        member("status", MatchStatus),
        score("ruled", "home_ruled", "away_ruled"),
        flag("extra_time"),
        score("shoot_out", "home_penalties", "away_penalties"),
        flag("shoot_out_added"),
        score("half_time", "home_at_half_time", "away_at_half_time"),
        score("full_time", "home_after_90", "away_after_90"),
        flag("replay"),
        *match_facts(),
        as_json("notes"),
        Field(
            "others",
            (("home_others", "INTEGER NOT NULL"), ("away_others", "INTEGER NOT NULL")),
            lambda others: tuple(map(int, others)),
            lambda home, away: (bool(home), bool(away)),
        ),
    ),
    constraints=("FOREIGN KEY (edition, round, tie) REFERENCES ties ON DELETE CASCADE",),
    indexes=(
        """
        CREATE INDEX matches_by_day ON matches (substr(date, 6), substr(date, 1, 4))
        WHERE length(date) = 10 AND status IN ('played', 'abandoned', 'annulled')
        """,
    ),
)

GOALS = Table(
    "goals",
    primary=("edition", "round", "tie", "leg", "number"),
    key=(*_LEG, ("number", "INTEGER NOT NULL")),
    fields=(
        plain("side", "INTEGER NOT NULL CHECK (side IN (0, 1))"),
        plain("player", "TEXT NOT NULL"),
        plain("name", "TEXT NOT NULL"),
        plain("written", "TEXT NOT NULL"),
        plain("club", "TEXT NOT NULL REFERENCES clubs"),
        plain("low", "INTEGER NOT NULL"),
        plain("high", "INTEGER NOT NULL CHECK (high >= low)"),
        member("basis", Basis),
        as_json(
            "minutes",
            lambda minutes: [[found.minute, found.stoppage, int(found.penalty)] for found in minutes],
            _minutes_of,
        ),
        flag("own_goal"),
        flag("penalty"),
        flag("counted"),
    ),
    constraints=("FOREIGN KEY (edition, round, tie, leg) REFERENCES matches ON DELETE CASCADE",),
    indexes=("CREATE INDEX goals_by_player ON goals (player)",),
)


GAPS = Table(
    "gaps",
    primary=("edition", "round", "tie", "number"),
    key=(*_TIE, ("number", "INTEGER NOT NULL")),
    fields=(member("fact", Fact), plain("matches", "INTEGER NOT NULL")),
    constraints=("FOREIGN KEY (edition, round, tie) REFERENCES ties ON DELETE CASCADE",),
)


_round_of = lru_cache(1 << 8)(NamedRound)  # ties of a round share it


def tie_of(row: Row, matches: tuple[Match, ...]) -> Tie:
    """The tie of a row of ``ties`` joined with ``rounds`` and ``editions``, with its *matches*."""
    return Tie(
        edition=Label(row["first_year"], row["last_year"]),
        round=_round_of(row["round"], row["round_name"], row["code"], RoundKind(row["kind"])),
        number=row["tie"],
        matches=matches,
        **TIES.values(row),
    )


def match_of(row: Row, goals: tuple[Goals, ...]) -> Match:
    """The match of a row of ``matches``, with its *goals*."""
    return Match(goals=goals, **MATCHES.values(row))


def goals_of(row: Row) -> Goals:
    """The scorer's goals of a row of ``goals``."""
    return Goals(**GOALS.values(row))


def tie_key_row(tie: Tie) -> dict[str, Any]:
    """The key columns of a tie's rows."""
    return {"edition": tie.edition.id, "round": tie.round.number, "tie": tie.number}


def tie_key_of(row: Row) -> TieKey:
    """The tie's key of a row with columns ``edition``, ``round`` and ``tie``."""
    return TieKey(parse_label(row["edition"]), row["round"], row["tie"])
