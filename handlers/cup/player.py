"""``/player``: a man and his goals, edition by edition."""

from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import exactly, exactly_player, split_edition
from handlers.core.choosing import ChosenPlayer, choose_player, club_buttons
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_size
from handlers.core.words import N_
from store.archive.players import (
    ScoredIn,
    goals_of_player,
    lines_of_player,
    some_scorer,
    sum_of,
    totals_of_player,
)
from store.cup.labels import Label
from store.cup.ties import first_between

_MOST_LINKS = 3  # to the scorers of an edition
_A_HEADING, _A_LINE = 60, 80  # letters of an edition and of a match in it, not fewer


@dataclass(frozen=True, slots=True)
class PlayerRequest:
    """The player that is asked for, and in which edition, None for all."""

    chosen: ChosenPlayer
    edition: Label | None


def read_player(ask: Ask) -> PlayerRequest:
    """The player that the argument names.

    :raises Refused: when it names none, or several.
    """
    label, name = split_edition(ask)
    if not name:
        raise ask.refuse("cup/player", "empty", player=some_scorer(ask.archive))
    return PlayerRequest(choose_player(ask, name, label), label)


def player_card(ask: Ask, asked: PlayerRequest) -> Answer:
    """The full name where it is known, the clubs, every match with goals, own goals apart."""
    chosen, label = asked.chosen, asked.edition
    player = chosen.player
    lines = lines_of_player(ask.archive, player.id)
    totals = totals_of_player(ask.archive, player.id)
    every = sorted({*lines, *totals}, reverse=True)
    none_in = label if label and label not in every else None
    editions = [label] if label and not none_in else every
    sizes = [_A_HEADING + _A_LINE * lines.get(edition, 0) for edition in editions]
    page = turn_by_size(editions, sizes, ask.call.page)
    scored: dict[Label, list[ScoredIn]] = {edition: [] for edition in page.blocks}
    for goals in goals_of_player(ask.archive, player.id, page.blocks):
        scored[goals.tie.edition].append(goals)
    entries = [goals.goals for found in scored.values() for goals in found]
    shown = [totals[edition] for edition in page.blocks if edition in totals]
    text = ask.texts.render(
        "cup/player",
        "player",
        chosen=chosen,
        player=player,
        blocks=[
            ask.texts.render("cup/player", "scored", label=edition, total=totals.get(edition), scored=found)
            for edition, found in scored.items()
        ],
        total=sum_of(totals.values()),
        several=len(totals) > 1 and len(editions) > 1,
        none_in=none_in,
        assumed=not player.registered and sum(lines.values()) > 1,
        between=next((row for row in shown if row.high not in (None, row.low)), None)
        or first_between(found.match for goals in scored.values() for found in goals),
        open=next((row for row in shown if row.high is None and not row.official), None),
        derived=any(goals.worked_out for goals in entries),
        disputed=any(row.disputed for row in shown),
        doubtful=not all(goals.counted for goals in entries),
    )
    clubs = [
        club for side in dict.fromkeys(side.club for side in player.clubs) if (club := ask.archive.club(side))
    ]
    turn = page_buttons(Call("player", exactly_player(player), page.number), page)
    whole = Button(ask.texts.gettext("All editions"), Call("player", exactly_player(player)))
    more = [(whole,)] if len(editions) < len(every) else []
    scorers = [
        Button(f"{ask.texts.gettext('Scorers')} {edition}", Call("scorers", exactly(edition)))
        for edition in page.blocks[:_MOST_LINKS]
    ]
    return Answer(text, (*turn, *more, tuple(scorers), club_buttons(clubs[:2])))


COMMANDS = (
    Command(
        "player",
        N_("a player and his goals"),
        N_("NAME"),
        "/player {scorer}",
        read=read_player,
        answer=player_card,
        lasting=True,
    ),
)
