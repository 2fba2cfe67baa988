"""The rows that an import writes: the other direction of :mod:`store.rows`."""

from collections.abc import Iterator, Sequence
from typing import Any

from store.models import Edition
from store.record import finishes_of, record_of, run_of
from store.registry import RegisteredClub, RegisteredPlayer
from store.rows import dump
from store.supplement import EditionNote, TieAddition
from store.text import tidy
from store.ties import Goals, Match, Side, Tie


def edition_rows(
    edition: Edition, additions: Sequence[TieAddition], notes: Sequence[EditionNote]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of an edition table by table, in an order in which references exist.

    Clubs come first and may be there already.
    """
    key = edition.label.id
    yield (
        "clubs",
        [{"club": club, "name": tidy(name), "registered": 0} for club, name in _clubs(edition).items()],
    )
    yield "editions", [_edition_row(edition)]
    yield (
        "entrants",
        [
            {"edition": key, "place": place, "number": number, "club": club, "name": name}
            for place, (club, names) in enumerate(edition.entrants.items(), start=1)
            for number, name in enumerate(names, start=1)
        ],
    )
    yield (
        "rounds",
        [{"edition": key, "round": r.number, "name": r.name, "code": r.code} for r in edition.rounds],
    )
    yield "runs", list(_runs_rows(edition))
    yield "ties", [_tie_key(tie) | _tie_row(tie) for tie in edition.ties]
    legs = [
        (_tie_key(tie) | {"leg": leg}, match)
        for tie in edition.ties
        for leg, match in enumerate(tie.matches, start=1)
    ]
    yield "matches", [leg | _match_row(match) for leg, match in legs]
    yield (
        "goals",
        [
            leg | {"number": number} | _goals_row(goals)
            for leg, match in legs
            for number, goals in enumerate(match.goals, start=1)
        ],
    )
    yield (
        "edition_scorers",
        [
            {
                "edition": key,
                "place": place,
                "player": scorer.player,
                "name": scorer.name,
                "club": scorer.club.club or None,
                "club_name": scorer.club.name,
                "low": scorer.low,
                "high": scorer.high,
                "official": int(scorer.official),
                "disputed": int(scorer.disputed),
            }
            for place, scorer in enumerate(edition.scorers, start=1)
        ],
    )
    yield (
        "findings",
        [
            {
                "edition": key,
                "number": number,
                "kind": found.kind,
                "line": found.line,
                "data": dump(found.data),
            }
            for number, found in enumerate(edition.findings, start=1)
        ],
    )
    yield (
        "additions",
        [
            {
                "edition": key,
                "number": number,
                "round": added.round,
                "home": added.home,
                "away": added.away,
                "facts": dump(_facts(added)),
                "sources": dump(added.sources),
            }
            for number, added in enumerate(additions, start=1)
        ],
    )
    yield (
        "notes",
        [
            {
                "edition": key,
                "number": number,
                "text": note.text,
                "sources": dump(note.sources),
            }
            for number, note in enumerate(notes, start=1)
        ],
    )


def _clubs(edition: Edition) -> dict[str, str]:
    """Every club the edition mentions, with the first name it has there."""
    sides = [edition.winner, edition.runner_up, *(scorer.club for scorer in edition.scorers)]
    clubs = {club: names[0] for club, names in edition.entrants.items()}
    for side in sides:
        if side and side.club:
            clubs.setdefault(side.club, side.name)
    return clubs


def _edition_row(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.label.id,
        "label": str(edition.label),
        "first_year": edition.label.first,
        "last_year": edition.label.last,
        "competition": edition.competition,
        "path": edition.path,
        "held": int(edition.held),
        "reason": edition.reason,
        "summary": dump(edition.summary),
        "whole": int(edition.whole),
        "first_ever": int(edition.first_ever),
        "teams_claimed": edition.teams_claimed,
        "winner": edition.winner.club if edition.winner else None,
        "winner_name": edition.winner.name if edition.winner else None,
        "winner_known": edition.winner_known,
        "runner_up": edition.runner_up.club if edition.runner_up else None,
        "runner_up_name": edition.runner_up.name if edition.runner_up else None,
        "sources": dump(edition.sources),
    }


def _tie_key(tie: Tie) -> dict[str, Any]:
    return {"edition": tie.edition.id, "round": tie.round.number, "tie": tie.number}


def _runs_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    """How far each club came, those too that only the infobox names as winner or runner-up."""
    ties: dict[str, list[Tie]] = {}
    for tie in edition.ties:
        for side in (tie.home, tie.away):
            ties.setdefault(side.club, []).append(tie)
    finished = finishes_of(edition)
    names = {side.club: side.name for side in (edition.runner_up, edition.winner) if side}
    names |= {club: called[0] for club, called in edition.entrants.items()}
    for club, name in names.items() if edition.held else ():
        mine = ties.get(club, [])
        run = run_of(edition.label, club, name, mine, finished.get(club))
        record = record_of(mine, club)
        yield {
            "club": club,
            "first_year": edition.label.first,
            "last_year": edition.label.last,
            "edition": edition.label.id,
            "name": name,
            "outcome": run.outcome,
            "round": run.reached.name if run.reached else None,
            "in_final": int(club in finished or any(tie.is_final for tie in mine)),
            "ties": len(mine),
            "letters": sum(len(tie.opponent(club).name) for tie in mine),
            "played": record.played,
            "won": record.won,
            "drawn": record.drawn,
            "lost": record.lost,
            "goals_for": record.goals_for,
            "goals_against": record.goals_against,
            "walkovers": record.walkovers,
            "without_score": record.without_score,
            "derived": int(any(tie.known_derived for tie in mine)),
        }


def _sides_row(home: Side, away: Side) -> dict[str, Any]:
    return {"home": home.club, "home_name": home.name, "away": away.club, "away_name": away.name}


def _tie_row(tie: Tie) -> dict[str, Any]:
    decided = {"advanced": tie.advanced, "known": tie.known, "replaced": int(tie.replaced)}
    return _sides_row(tie.home, tie.away) | decided


def _match_row(match: Match) -> dict[str, Any]:
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


def _goals_row(goals: Goals) -> dict[str, Any]:
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


def _facts(added: TieAddition) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "shoot_out": [added.shoot_out.home, added.shoot_out.away] if added.shoot_out else None,
        "extra_time": added.extra_time or None,
        "venue": added.venue,
        "attendance": added.attendance,
        "referee": added.referee,
        "advanced": added.advanced,
        "note": added.note,
        "goals": added.goals or None,
    }
    return {fact: value for fact, value in facts.items() if value is not None}


def club_rows(club: RegisteredClub) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a registered club, and those of its names."""
    row = {
        "club": club.id,
        "name": club.name,
        "registered": 1,
        "city": club.city,
        "city_then": club.city_then,
        "city_names": dump(club.city_names),
        "founded": club.founded,
        "dissolved": club.dissolved,
        "note": club.note,
        "not_to_mistake": club.not_to_mistake,
        "confidence": club.confidence,
        "sources": dump(club.sources),
        "apart": dump([[apart.name, apart.editions, apart.sources] for apart in club.apart]),
    }
    names = [
        {
            "club": club.id,
            "kind": kind,
            "number": number,
            "name": known.name,
            "language": known.language,
            "since": known.since,
            "until": known.until,
            "verified": int(known.verified),
            "sources": dump(known.sources),
        }
        for kind, group in (("line", club.line), ("name", club.names))
        for number, known in enumerate(group, start=1)
    ]
    return row, names


def player_row(player: RegisteredPlayer) -> dict[str, Any]:
    """The row of a registered man."""
    return {
        "player": player.id,
        "name": player.name,
        "russian": player.russian,
        "confidence": player.confidence,
        "sources": dump(player.sources),
    }
