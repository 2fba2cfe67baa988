"""The card of a final."""

from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.sources import line_ups_of
from store.archive.titles import TitleCount
from store.cards.legend import Signs, called_otherwise, signs_of
from store.cup.additions import LineUp
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.gaps import unknown_of_final
from store.cup.labels import Label
from store.cup.tables import GroupTable
from store.cup.ties import Tie
from store.text.folding import fold


@dataclass(frozen=True, slots=True)
class FinalCard:
    """The *final* of an *edition*, None when it is not known, and the winner's count of *titles* by then.

    *unknown* are its unknown facts, *missed* those of them that readers look for first; *called* are the
    names that its clubs had then, *line_ups* those of its sides as far as they are known, *table* is that of
    a final group.
    """

    edition: Edition
    final: Tie | None
    titles: TitleCount | None
    unknown: list[Fact]
    missed: list[Fact]
    called: list[tuple[str, Club]]
    signs: Signs
    line_ups: tuple[LineUp, ...] = ()
    table: GroupTable | None = None


def final_card(archive: Archive, label: Label) -> FinalCard:
    """The card of the final of the edition *label*."""
    edition = archive.edition(label)
    titles, final = archive.titles(label), edition.final
    if final is None:
        return FinalCard(edition, None, titles, [], [], [], Signs(), table=edition.final_group)
    called = called_otherwise([final], archive.clubs_of(final))
    line_ups = tuple(found for found in line_ups_of(archive, label) if _is_of(found, final))
    unknown = _unknown(edition, final)
    missed = [fact for fact in unknown if fact in _MISSED]
    return FinalCard(edition, final, titles, unknown, missed, called, signs_of([final]), line_ups)


_MISSED = (Fact.DATE, Fact.VENUE, Fact.SCORERS)


def _is_of(line_up: LineUp, tie: Tie) -> bool:
    """Whether *line_up* is of a match of *tie*."""
    clubs = {(match.home.name, match.away.name) for match in tie.matches}
    return fold(line_up.round) == fold(tie.round.name) and (line_up.home, line_up.away) in clubs


def _unknown(edition: Edition, final: Tie) -> list[Fact]:
    """The facts of the final that are not known, by the file or by the supplement."""
    doubted = edition.doubted(FindingKind.UNKNOWN, final)
    return list(dict.fromkeys([*unknown_of_final(final), *doubted]))
