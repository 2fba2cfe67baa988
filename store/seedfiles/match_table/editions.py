"""From the rows of a table to editions: which one a match is of, and the order of its rounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.cup.labels import LONGEST_EDITION, Label
from store.cup.rounds import FINAL, THIRD_PLACE, is_group_name, round_code, round_key
from store.cup.values import PartialDate
from store.seedfiles.match_table.rows import Row
from store.seedfiles.season import Claim, SeasonFile, SectionDraft

_REPLAYED_WITHIN = 60  # days after a final
_RANKS = {"PR": 0, "R64": 64, "R32": 65, "R16": 66, "QF": 67, "SF": 68, THIRD_PLACE: 69, FINAL: 70}


@dataclass(slots=True)
class Editions:
    """The *rows* of each edition, in the order of the table, and the *wrong* ones, each with what is wrong
    with it and what was expected."""

    rows: dict[Label, list[Row]] = field(default_factory=dict)
    wrong: list[tuple[Row, str, str]] = field(default_factory=list)


def editions_of(rows: Sequence[Row]) -> Editions:
    """The editions in *rows*.

    Rule: a match is of the edition of its row; a year alone whose matches go on into the next year, and not
    further, is an edition over both, ``1871`` 1871–72. In a table without editions one ends with its final,
    by the dates, and is called after the years in which it was played.
    """
    return _named(rows) if any(row.label for row in rows) else _by_finals(rows)


def _named(rows: Sequence[Row]) -> Editions:
    years: dict[Label, set[int]] = {}
    for row in rows:
        if row.label and row.date:
            years.setdefault(row.label, set()).add(row.date.year)
    found = Editions()
    for row in rows:
        if row.label is None:
            found.wrong.append((row, "no edition", "one in each row"))
            continue
        first, last = row.label.first, row.label.last
        over_two = first == last and years.get(row.label) == {first, first + 1}
        found.rows.setdefault(Label(first, first + 1) if over_two else row.label, []).append(row)
    return found


def _by_finals(rows: Sequence[Row]) -> Editions:
    found = Editions()
    dated = [(row.date, row) for row in rows if row.date]
    found.wrong = [(row, "no date", "one, or a column for the season") for row in rows if not row.date]
    groups: list[list[tuple[PartialDate, Row]]] = []
    over = True  # whether the final has been played
    for when, row in sorted(dated, key=lambda pair: (str(pair[0]), pair[1].number)):
        code = round_code(row.round)
        belongs = groups and code in (FINAL, THIRD_PLACE) and _is_soon(groups[-1][-1][0], when)
        if over and not belongs:
            groups.append([])
            over = False
        groups[-1].append((when, row))
        over = over or code == FINAL
    for group in groups:
        label = Label(group[0][0].year, group[-1][0].year)
        row = group[0][1]
        if label.last - label.first >= LONGEST_EDITION:
            found.wrong.append(
                (row, f"no final from {group[0][0]} to {group[-1][0]}", "a column for the season")
            )
        elif label in found.rows:
            found.wrong.append((row, f"a second cup in {label}", "a column for the season"))
        else:
            found.rows[label] = sorted((row for _, row in group), key=lambda row: row.number)
    return found


def _is_soon(before: PartialDate, after: PartialDate) -> bool:
    """Whether a match may be the replay of a final played *before*, or its other leg."""
    if before.exact and after.exact:
        return (after.exact - before.exact).days <= _REPLAYED_WITHIN
    return (before.year, before.month) == (after.year, after.month)


def again(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The *rows* of an edition that say what an earlier one says, each with that one."""
    known: dict[tuple[object, ...], Row] = {}
    for row in rows:
        match = row.match
        said = (
            (match.home.casefold(), match.away.casefold(), match.date, match.score, match.status)
            if match
            else (row.bye or "").casefold()
        )
        earlier = known.setdefault((round_key(row.round), said), row)
        if earlier is not row:
            yield row, earlier


def season_of(label: Label, rows: Sequence[Row], competition: str) -> SeasonFile:
    """The season file that says what the *rows* of an edition say, its rounds in the order of play."""
    by_round: dict[str, list[Row]] = {}
    for row in rows:
        by_round.setdefault(round_key(row.round), []).append(row)
    sources = dict.fromkeys(source for row in rows for source in row.sources)
    return SeasonFile(
        label,
        competition,
        tuple(Claim("Source", source, rows[0].number) for source in sources),
        (),
        tuple(_section(each).whole() for each in _in_order(list(by_round.values()))),
        line=rows[0].number,
    )


def _section(rows: Sequence[Row]) -> SectionDraft:
    """A round, its matches in the order of the table, or of play if all dates are known."""
    exact = [row.date.exact if row.date else None for row in rows]
    if None not in exact:
        rows = sorted(rows, key=lambda row: (str(row.date), row.number))
    return SectionDraft(
        rows[0].round,
        min(row.number for row in rows),
        [row.match for row in rows if row.match],
        [row.bye for row in rows if row.bye],
    )


def _in_order(rounds: list[list[Row]]) -> list[list[Row]]:
    """The *rounds* of an edition in the order of play.

    Rule: by what they are called, when each is a round of a knock-out whose place is known by its name; else
    by their first dates, when each has one, groups of a stage beside each other; else in the order of the
    table, which is turned when it begins with the final.
    """
    ranks = [_rank(rows[0].round) for rows in rounds]
    if None not in ranks:
        return [rows for _, _, rows in sorted(zip(ranks, range(len(rounds)), rounds, strict=True))]
    firsts: dict[str, str] = {}  # by the stage
    for rows in rounds:
        days = [str(row.date.exact) for row in rows if row.date and row.date.exact]
        if not days:
            return rounds[::-1] if len(rounds) > 1 and round_code(rounds[0][0].round) == FINAL else rounds
        stage = _stage(rows[0].round)
        firsts[stage] = min(*days, firsts.get(stage, days[0]))

    def key(place: int) -> tuple[str, int, str, int]:
        name = rounds[place][0].round
        return firsts[_stage(name)], ranks[place] or 0, name if is_group_name(name) else "", place

    return [rounds[place] for place in sorted(range(len(rounds)), key=key)]


def _stage(name: str) -> str:
    """The name of a round without what tells a group from the others of its stage."""
    return name.rpartition(" ")[0] if is_group_name(name) else name


def _rank(name: str) -> int | None:
    """A number that grows towards the final, None for a round whose place its name does not tell."""
    code = None if is_group_name(name) else round_code(name)
    if code and code[0] == "R" and code[1:].isdecimal() and len(code) == 2:
        return int(code[1:])
    return _RANKS.get(code or "")
