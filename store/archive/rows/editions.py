"""Editions as rows of the archive, with all that hangs on them, both ways."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from store.archive.rows.runs import run_rows
from store.archive.rows.ties import goals_row, match_row, tie_key_row, tie_row
from store.cup.additions import EditionNote, TieAddition
from store.cup.editions import Edition, EditionScorer
from store.cup.findings import Fact, Finding, FindingKind
from store.cup.ties import Side
from store.cup.values import Score
from store.sqlite import Row, dump
from store.text.folding import tidy


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
    yield "runs", list(run_rows(edition))
    yield "ties", [tie_key_row(tie) | tie_row(tie) for tie in edition.ties]
    legs = [
        (tie_key_row(tie) | {"leg": leg}, match)
        for tie in edition.ties
        for leg, match in enumerate(tie.matches, start=1)
    ]
    yield "matches", [leg | match_row(match) for leg, match in legs]
    yield (
        "goals",
        [
            leg | {"number": number} | goals_row(goals)
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
                "facts": dump(found.facts),
                "sources": dump(found.sources),
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


def addition_of(row: Row) -> TieAddition:
    """The supplement's entry that a row of ``additions`` keeps."""
    facts = json.loads(row["facts"])
    shoot_out = facts.pop("shoot_out", None)
    return TieAddition(
        edition=row["edition"],
        round=row["round"],
        home=row["home"],
        away=row["away"],
        sources=tuple(json.loads(row["sources"])),
        shoot_out=Score(*shoot_out) if shoot_out else None,
        **facts,
    )


def note_of(row: Row) -> EditionNote:
    """The supplement's note that a row of ``notes`` keeps."""
    sources = tuple(json.loads(row["sources"]))
    return EditionNote(row["edition"], row["text"], sources)


def edition_scorer_of(row: Row) -> EditionScorer:
    """The scorer that a row of ``edition_scorers`` keeps."""
    return EditionScorer(
        player=row["player"],
        name=row["name"],
        club=Side(row["club"] or "", row["club_name"]),
        low=row["low"],
        high=row["high"],
        official=bool(row["official"]),
        disputed=bool(row["disputed"]),
    )


def finding_of(row: Row) -> Finding:
    """The finding that a row of ``findings`` keeps."""
    facts, sources = tuple(map(Fact, json.loads(row["facts"]))), tuple(json.loads(row["sources"]))
    values = json.loads(row["data"]).items()
    data = {name: tuple(value) if isinstance(value, list) else value for name, value in values}
    return Finding(FindingKind(row["kind"]), row["line"], data, facts, sources)
