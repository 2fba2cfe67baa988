"""Ties, matches and goals as rows of the archive, both ways."""

import json
from typing import Any

from store.cup.labels import Label, parse_label
from store.cup.rounds import NamedRound
from store.cup.ties import Basis, Goals, Known, Match, Side, Tie, TieKey
from store.cup.values import Minute, PartialDate, Score
from store.sqlite import Row, dump


def goals_of(row: Row) -> Goals:
    """The entry that a row of ``goals`` keeps."""
    return Goals(
        side=row["side"],
        player=row["player"],
        name=row["name"],
        club=row["club"],
        low=row["low"],
        high=row["high"],
        basis=Basis(row["basis"]),
        minutes=tuple(Minute(m, stoppage, bool(pen)) for m, stoppage, pen in json.loads(row["minutes"])),
        own_goal=bool(row["own_goal"]),
        penalty=bool(row["penalty"]),
        counted=bool(row["counted"]),
    )


def match_of(row: Row, goals: tuple[Goals, ...]) -> Match:
    """The match that a row of ``matches`` keeps, with its *goals*."""
    return Match(
        line=row["line"],
        home=Side(row["home"], row["home_name"]),
        away=Side(row["away"], row["away_name"]),
        score=None if row["home_goals"] is None else Score(row["home_goals"], row["away_goals"]),
        date=PartialDate.of(row["date"]) if row["date"] else None,
        walkover=bool(row["walkover"]),
        extra_time=bool(row["extra_time"]),
        shoot_out=None
        if row["home_penalties"] is None
        else Score(row["home_penalties"], row["away_penalties"]),
        shoot_out_added=bool(row["shoot_out_added"]),
        venue=row["venue"],
        attendance=row["attendance"],
        referee=row["referee"],
        notes=tuple(json.loads(row["notes"])),
        goals=goals,
        others=(bool(row["home_others"]), bool(row["away_others"])),
    )


def tie_of(row: Row, matches: tuple[Match, ...]) -> Tie:
    """The tie of a row of ``ties`` joined with its round and edition, with its *matches*."""
    return Tie(
        edition=Label(row["first_year"], row["last_year"]),
        round=NamedRound(row["round"], row["round_name"], row["code"]),
        number=row["tie"],
        home=Side(row["home"], row["home_name"]),
        away=Side(row["away"], row["away_name"]),
        matches=matches,
        advanced=row["advanced"],
        known=Known(row["known"]) if row["known"] else None,
        replaced=bool(row["replaced"]),
    )


def tie_key_of(row: Row) -> TieKey:
    """The tie that a row with ``edition``, ``round`` and ``tie`` is of."""
    return TieKey(parse_label(row["edition"]), row["round"], row["tie"])


def side_of(club: str | None, name: str | None) -> Side | None:
    """The side with this id and name, None when there is none."""
    return Side(club, name) if club is not None and name is not None else None


def tie_key_row(tie: Tie) -> dict[str, Any]:
    """The columns that say which tie a row is of."""
    return {"edition": tie.edition.id, "round": tie.round.number, "tie": tie.number}


def _sides_row(home: Side, away: Side) -> dict[str, Any]:
    return {"home": home.club, "home_name": home.name, "away": away.club, "away_name": away.name}


def tie_row(tie: Tie) -> dict[str, Any]:
    """The row of ``ties`` that keeps *tie*, without its key."""
    decided = {"advanced": tie.advanced, "known": tie.known, "replaced": int(tie.replaced)}
    return _sides_row(tie.home, tie.away) | decided


def match_row(match: Match) -> dict[str, Any]:
    """The row of ``matches`` that keeps *match*, without its key."""
    return _sides_row(match.home, match.away) | {
        "line": match.line,
        "date": str(match.date) if match.date else None,
        "home_goals": match.score.home if match.score else None,
        "away_goals": match.score.away if match.score else None,
        "walkover": int(match.walkover),
        "extra_time": int(match.extra_time),
        "home_penalties": match.shoot_out.home if match.shoot_out else None,
        "away_penalties": match.shoot_out.away if match.shoot_out else None,
        "shoot_out_added": int(match.shoot_out_added),
        "venue": match.venue,
        "attendance": match.attendance,
        "referee": match.referee,
        "notes": dump(match.notes),
        "home_others": int(match.others[0]),
        "away_others": int(match.others[1]),
    }


def goals_row(goals: Goals) -> dict[str, Any]:
    """The row of ``goals`` that keeps *goals*, without its key."""
    return {
        "side": goals.side,
        "player": goals.player,
        "name": goals.name,
        "club": goals.club,
        "low": goals.low,
        "high": goals.high,
        "basis": goals.basis,
        "minutes": dump([[m.minute, m.stoppage, int(m.penalty)] for m in goals.minutes]),
        "own_goal": int(goals.own_goal),
        "penalty": int(goals.penalty),
        "counted": int(goals.counted),
    }
