"""``/player``: a player and their goals, edition by edition."""

from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.choosing import ChosenPlayer, choose_player, club_buttons
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.paging import page_buttons, turn_by_length
from store.archive.players import some_scorer
from store.cards.player import player_card, scored_in, scoring_of
from store.cup.labels import Label
from store.text.translatable import N_

_MOST_LINKS = 3  # to the scorers of an edition


@dataclass(frozen=True, slots=True)
class PlayerRequest:
    """A parsed ``/player`` request: the player, and the edition, None for all."""

    chosen: ChosenPlayer
    edition: Label | None


def read_player(ask: Ask) -> PlayerRequest:
    """Parse the argument to a player and an edition.

    :raises Refused: when no player or an ambiguous one is named.
    """
    label, name = split_edition(ask)
    if not (name or ask.call.player):
        raise ask.refuse("cup/player", "empty", player=ask.texts.values.called(some_scorer(ask.archive)))
    return PlayerRequest(choose_player(ask, name, label), label)


def player(ask: Ask, asked: PlayerRequest) -> Answer:
    """The full name where it is known, the clubs, every match with goals, own goals separately."""
    chosen, label = asked.chosen, asked.edition
    found = chosen.player
    scoring = scoring_of(ask.archive, found)
    every = scoring.editions
    none_in = label if label and label not in every else None
    editions = [label] if label and not none_in else every
    scored = scored_in(ask.archive, found, editions)
    blocks = [
        ask.texts.render(
            "cup/player", "scored", label=edition, total=scoring.totals.get(edition), scored=goals
        )
        for edition, goals in scored.items()
    ]
    page = turn_by_length(blocks, ask.call.page)
    shown = page.of(editions)
    card = player_card(ask.archive, found, scoring, {edition: scored[edition] for edition in shown})
    several = len(scoring.totals) > 1 and len(editions) > 1
    text = ask.texts.render(
        "cup/player",
        "player",
        card,
        chosen=chosen,
        blocks=page.blocks,
        several=several,
        none_in=none_in,
        totals=ask.archive.totals,
    )
    (whole_page,) = pages_of_player(asked)
    call = replace(whole_page, page=page.number)
    whole = Button(ask.texts.gettext("All editions"), whole_page)
    more = [(whole,)] if len(editions) < len(every) else []
    scorers = [
        Button(f"{ask.texts.gettext('Scorers')} {ask.show(edition)}", Call("scorers", edition=edition))
        for edition in shown[:_MOST_LINKS]
    ]
    clubs = club_buttons(ask, card.clubs[:2])
    return Answer(text, (*page_buttons(call, page), *more, *rows_of(scorers, 3), clubs), call=call)


def pages_of_player(asked: PlayerRequest) -> tuple[Call, ...]:
    """The page of the player, of all editions."""
    return (Call("player", player=asked.chosen.player.key),)


COMMANDS = (
    Command(
        "player",
        N_("a player's goals, edition by edition"),
        N_("NAME"),
        "/player {scorer}",
        read=read_player,
        answer=player,
        pages=pages_of_player,
        lasting=True,
    ),
)
