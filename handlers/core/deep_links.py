"""Encoding and decoding of deep links, ``https://t.me/<bot>?start=…``: the call of a page as their parameter.

It is the command and the values: ``final-1993``, ``club-kairat``, ``h2h-kairat_tobol``, ``tie-1993_5_1``;
``duel-`` and the token of a challenge, ``questions-`` and the number of a group for which some are sent.
Links are sent on and kept for years, so a form that was once given out is read for ever.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from handlers.core.answers import Answer, Button, Call
from store.archive.archive import Archive
from store.cup.labels import Label, parse_label
from store.cup.ties import TieKey
from store.cup.values import Day
from store.search.players import PlayerIndex

CARDS = frozenset(
    {
        *("club", "clubabout", "clubs", "final", "finals", "group", "h2h", "lineups", "missing", "player"),
        *("records", "results", "road", "scorers", "season", "sources", "titles", "today"),
    }
)
"""The commands whose pages are about the cup, and the same for everybody: those that can be sent on."""
FROM_ELSEWHERE = "inline"  # the parameter of links into the private chat from chats the bot is not in
LOST = "lost"  # the word of the call of /start by a link that leads to nothing
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")  # https://core.telegram.org/bots/features#deep-linking
_WRITTEN = re.compile(r"(?P<command>[a-z0-9]+)(?:[-_](?P<values>[A-Za-z0-9_-]+))?")
_DAY = re.compile(r"\d\d-\d\d")
_MOST_REMEMBERED = 4_096  # parameters
_TIE = "tie"
_DUEL = "duel"  # the challenge with a token
_QUESTIONS = "questions"  # those for a group, by the number of its id, which is below 0
_TOKEN = re.compile(r"[a-z]{8,32}")
_ALONE = frozenset(
    {
        *("final", "finals", "season", "scorers", "titles", "records", "clubs", "trivia", "today", "help"),
        *("sources", "results", "group", "missing", "lineups", "daily"),
    }
)
_OF_EDITIONS = frozenset(
    {
        *("final", "season", "scorers", "sources", "results", "group", "missing", "lineups", "club", "clubs"),
        *("road", "h2h"),
    }
)
_CLUBS = {"club": 1, "clubabout": 1, "finals": 1, "h2h": 2, "road": 1, "results": 1}  # how many each may have
_WORDS = {
    "scorers": {"all"},
    "titles": {"apart", "years", "apartyears"},
    "clubs": {"titles", "name", "city"},
}


def start_parameter(call: Call) -> str:
    """The parameter of a deep link that opens the page of *call*, where it has several, the first.

    :raises ValueError: when it has more than 64 characters, or others than Telegram allows.
    """
    values = [call.edition.id] if call.edition else []
    command = call.command if call.tie is None else _TIE
    values += [str(number) for number in (call.round, call.tie) if number is not None]
    values += [*call.clubs, *filter(None, [call.player, call.word])]
    if call.day:
        values.append(str(call.day).lstrip("-"))
    parameter = "-".join(filter(None, [command, "_".join(values)]))
    if not _PARAMETER.fullmatch(parameter):
        raise ValueError(parameter)
    return parameter


class DeepLinks:
    """The deep links of the pages about *archive*, whose *players* are indexed when one is asked for."""

    def __init__(self, archive: Archive, players: Callable[[], PlayerIndex]) -> None:
        self._archive = archive
        self._players = players
        self.opening = lru_cache(_MOST_REMEMBERED)(self._opening)
        """The parameter of the deep link that opens the page of a call; empty when none opens just that."""

    def call_of(self, parameter: str) -> Call | None:
        """The call of a deep link's *parameter*; None for one that is made up, or of what is no longer
        there."""
        found = _WRITTEN.fullmatch(parameter)
        if not found:
            return None
        command, values = found["command"], found["values"].split("_") if found["values"] else []
        if command == "player":
            known = len(values) == 1 and self._players().with_key(values[0])
            return Call(command, player=values[0]) if known else None
        if command == _TIE:
            return self._tie(values)
        if command == _QUESTIONS:
            named = len(values) == 1 and values[0].isdecimal()
            return Call(command, f"for {values[0]}") if named else None
        if command == _DUEL:
            token = values[0] if len(values) == 1 and _TOKEN.fullmatch(values[0]) else None
            return Call(command, word=token) if token else None
        call = Call(command)
        for value in values:
            more = self._with_value(call, value)
            if more is None:
                return None
            call = more
        return call if _is_whole(call) else None

    def linking(self, button: Button) -> Button | None:
        """*button* as a link that opens the card which it calls; None when no link opens just that."""
        if button.link:
            return button
        parameter = self.opening(button.call) if button.call.command in CARDS else ""
        return Button(button.text, button.call, f"start={parameter}") if parameter else None

    def in_company(self, answer: Answer, back: Call | None) -> Answer:
        """*answer* for a chat of several: buttons that leave the card for another one open that in the
        private chat, as it was asked for by others too. Those that turn it stay, and so does the way *back*.
        """
        page = answer.call
        if page is None or page.command not in CARDS:
            return answer

        def seen(button: Button) -> Button:
            stays = button.call.command == page.command or button.call == back
            return button if stays else self.linking(button) or button

        return replace(answer, buttons=tuple(tuple(map(seen, row)) for row in answer.buttons))

    def _opening(self, call: Call) -> str:
        if call.argument or call.page:
            return ""
        try:
            parameter = start_parameter(call)
        except ValueError:
            return ""
        return parameter if self.call_of(parameter) == replace(call, back=None) else ""

    def _with_value(self, call: Call, value: str) -> Call | None:
        """*call* with one more value; None when it can have no such value."""
        command = call.command
        if (
            command in _OF_EDITIONS
            and call.edition is None
            and not call.clubs
            and (label := self._label(value))
        ):
            return replace(call, edition=label)
        if command == "results" and call.edition and call.round is None and value.isdecimal():
            return replace(call, round=int(value)) if self._has_round(call.edition, int(value)) else None
        if command in _CLUBS and len(call.clubs) < _CLUBS[command] and self._archive.club(value):
            return replace(call, clubs=(*call.clubs, value))
        if value in _WORDS.get(command, ()) and call.word is None:
            return replace(call, word=value)
        if command == "today" and call.day is None and _DAY.fullmatch(value):
            try:
                return replace(call, day=Day.parse(f"--{value}"))
            except ValueError:
                return None
        return None

    def _label(self, value: str) -> Label | None:
        try:
            label = parse_label(value)
        except ValueError:
            return None
        return label if label in self._archive.labels else None

    def _has_round(self, label: Label, number: int) -> bool:
        return any(found.number == number for found in self._archive.edition(label).rounds)

    def _tie(self, values: list[str]) -> Call | None:
        label = self._label(values[0]) if values else None
        if label is None or len(values) != 3 or not all(value.isdecimal() for value in values[1:]):
            return None
        tie = TieKey(label, *map(int, values[1:]))
        if tie not in {one.key for one in self._archive.edition(label).ties}:
            return None
        return Call("results", edition=label, round=tie.round, tie=tie.number)


def _is_whole(call: Call) -> bool:
    """Whether *call* has the values that its command needs."""
    command = call.command
    if call.clubs:
        return len(call.clubs) == _CLUBS[command]
    return command in _ALONE
