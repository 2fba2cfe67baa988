"""From the archive's rows to the dataclasses; :mod:`store.written` is the other direction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from store.labels import Label, parse_label
from store.models import Club, EditionScorer, Finding, FindingKind
from store.registry import Apart, ClubName
from store.rounds import NamedRound
from store.season import Minute, PartialDate, Score
from store.supplement import EditionNote, TieAddition
from store.ties import Basis, Goals, Known, Match, Side, Tie, TieKey

Row = Mapping[str, Any]
SIZE = "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"  # in bytes


class Asks(Protocol):
    """Something that answers SQL: an archive, or the database it is made in."""

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""


def dump(value: object) -> str:
    """*value* as JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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


def club_of(row: Row, names: Iterable[Row]) -> Club:
    """The club of a row of ``clubs`` with its rows of ``club_names``."""
    known: dict[str, list[ClubName]] = {"line": [], "name": []}
    for name in names:
        sources = tuple(json.loads(name["sources"]))
        fields = (name["name"], name["language"], name["since"], name["until"], bool(name["verified"]))
        known[name["kind"]].append(ClubName(*fields, sources))
    return Club(
        id=row["club"],
        name=row["name"],
        registered=bool(row["registered"]),
        city=row["city"],
        city_then=row["city_then"],
        city_names=tuple(json.loads(row["city_names"])),
        founded=row["founded"],
        dissolved=row["dissolved"],
        note=row["note"],
        not_to_mistake=row["not_to_mistake"],
        apart=tuple(
            Apart(name, tuple(editions), tuple(sources))
            for name, editions, sources in json.loads(row["apart"])
        ),
        names=tuple(known["name"]),
        line=tuple(known["line"]),
    )


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
    return Finding(FindingKind(row["kind"]), row["line"], json.loads(row["data"]))


def named(values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Names of parameters for *values*, as SQL lists them, and the values by them."""
    keys = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in keys), keys


def side_of(club: str | None, name: str | None) -> Side | None:
    """The side with this id and name, None when there is none."""
    return Side(club, name) if club is not None and name is not None else None
