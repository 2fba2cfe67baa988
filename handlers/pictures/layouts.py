"""Which layout the picture of a card has, and all that drawing it needs."""

from collections.abc import Callable, Mapping

from handlers.canvas.drawing import draw, key_of
from handlers.canvas.fonts import families
from handlers.canvas.palette import Look
from handlers.canvas.sheet import Sheet
from handlers.core.command import Ask
from handlers.pictures.board import board_sheet
from handlers.pictures.bracket import season_sheet
from handlers.pictures.charts import scorers_sheet, titles_sheet
from handlers.pictures.final import final_sheet
from handlers.pictures.history import history_sheet
from store.cup.labels import Label

__all__ = ["Look", "draw", "key_of", "laid_out", "laid_out_covered", "load"]


def _final(ask: Ask) -> Sheet | None:
    return final_sheet(ask, ask.call.edition) if ask.call.edition in ask.archive.labels else None


def _season(ask: Ask) -> Sheet | None:
    return season_sheet(ask, ask.call.edition) if ask.call.edition in ask.archive.labels else None


def _club(ask: Ask) -> Sheet | None:
    club = ask.archive.club(ask.call.clubs[0]) if ask.call.clubs else None
    return history_sheet(ask, club) if club else None


def _scorers(ask: Ask) -> Sheet | None:
    return scorers_sheet(ask, ask.call.edition) if ask.call.edition in (None, *ask.archive.labels) else None


def _game(ask: Ask) -> Sheet | None:
    game = ask.services.games.find(ask.call.game) if ask.call.game is not None else None
    return board_sheet(ask, game) if game else None


LAYOUTS: Mapping[str, Callable[[Ask], Sheet | None]] = {
    "final": _final,
    "season": _season,
    "club": _club,
    "scorers": _scorers,
    "titles": titles_sheet,
    "game": _game,
}
"""By the command of the card."""


def laid_out(card: Ask) -> Sheet | None:
    """The picture of a *card*; None where nothing is known that it could show."""
    return LAYOUTS[card.call.command](card)


def laid_out_covered(card: Ask, label: Label, club: str) -> Sheet | None:
    """The picture of a *card*, of a final or an edition, with a *club*, by id, covered; None where nothing is
    known that it could show."""
    sheet = final_sheet if card.call.command == "final" else season_sheet
    return sheet(card, label, club)


def load() -> None:
    """Read what characters the installed fonts have, which takes a tenth of a second."""
    families()
