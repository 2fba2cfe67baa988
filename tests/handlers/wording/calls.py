"""Calls of every kind of message about an archive: over all editions, rounds, clubs, players and days."""

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.about.help import TOPICS
from handlers.commands import COMMANDS
from handlers.core.answers import Call
from handlers.core.command import Services
from store.archive.archive import Archive
from store.archive.players import players_of
from store.archive.runs import runs_of_club
from store.cards.clubs import Order
from store.cup.values import Day

_OF_EDITION = ("final", "season", "scorers", "sources", "missing", "lineups", "group", "clubs")
_LEAP_YEAR = date(2024, 1, 1)


def every_call(services: Services) -> Iterator[Call]:
    """A call for each message that a button opens, and for many that are typed."""
    archive = services.archive
    yield from (
        Call(name) for name in ("titles", "finals", "records", "about", "start", "privacy", "missing")
    )
    yield from (Call("titles", word=word) for word in ("apart", "years", "apartyears"))
    yield from (Call("clubs", word=order.value) for order in Order)
    yield from (Call("help", word=topic.key) for topic in TOPICS)
    yield from (Call("help", command.name) for command in COMMANDS)
    yield from (Call(command.name) for command in COMMANDS if command.answer)
    yield Call("scorers", word="all")
    for label in archive.labels:
        yield from (Call(name, edition=label) for name in _OF_EDITION)
        yield from (Call("results", edition=label, round=one.number) for one in archive.edition(label).rounds)
    yield from _of_clubs(archive)
    for player in players_of(archive):
        yield Call("player", player=player.key)
    for number in range(366):
        yield Call("today", day=Day.of(_LEAP_YEAR + timedelta(number)))
    for typed in ("zzzz", "Астана 2006", "Спартак Семей", "Химик", "2030", "фыва", "Реал Мадрид", "x"):
        yield from (
            Call(name, typed) for name in ("club", "h2h", "player", "final", "results", "group", "road")
        )


def _of_clubs(archive: Archive) -> Iterator[Call]:
    before = ""
    for club in archive.clubs():
        yield from (
            Call(name, clubs=(club.id,)) for name in ("club", "clubabout", "finals", "h2h", "results")
        )
        for run in runs_of_club(archive, club.id):
            yield from (Call(name, edition=run.edition, clubs=(club.id,)) for name in ("road", "club"))
        if before:
            yield Call("h2h", clubs=(before, club.id))
        before = club.id
