"""Commands, what they are asked, and what they answer from."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from handlers.core.answers import Answer, Button, Call, Refused
from handlers.core.health import Health
from handlers.core.texts import Texts
from store.archive.archive import Archive
from store.archive.players import players_of
from store.chats.database import Chats
from store.chats.games import Games
from store.chats.models import Person, Place
from store.search.clubs import ClubIndex
from store.search.players import PlayerIndex
from store.trivia.pool import Pool


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers answer from. *clock* gives seconds since 1970, *timezone* is that of the people.

    *steady* gives the same, but is never set while the program runs: what is due when goes by it.
    """

    archive: Archive
    clubs: ClubIndex
    players: PlayerIndex
    pool: Pool
    chats: Chats
    games: Games
    texts: Texts
    version: str
    clock: Callable[[], float]
    timezone: ZoneInfo
    health: Health
    steady: Callable[[], float]

    @classmethod
    def of(
        cls,
        archive: Archive,
        chats: Chats,
        texts: Texts,
        version: str,
        clock: Callable[[], float],
        timezone: ZoneInfo,
        steady: Callable[[], float] | None = None,
    ) -> "Services":
        """Services for *archive* and *chats*, with all names of the archive in memory; *steady* is *clock*
        where there is no other."""
        clubs = ClubIndex(archive.clubs(), archive.names_in_editions())
        return cls(
            archive,
            clubs,
            PlayerIndex(players_of(archive)),
            Pool(archive),
            chats,
            Games(chats),
            texts,
            version,
            clock,
            timezone,
            Health(clock()),
            steady or clock,
        )

    def today(self) -> date:
        """The date where the people are."""
        return datetime.fromtimestamp(self.clock(), self.timezone).date()


@dataclass(frozen=True, slots=True)
class Author:
    """Who asks, and where. *id* is that of the user or chat who asks, *person* is None for a chat; *as_chat*
    says that this is the chat itself, which only its admins can post as; *channel* that it is none where
    people talk."""

    place: Place
    id: int = 0
    person: Person | None = None
    as_chat: bool = False
    channel: bool = False


NOBODY = Author(Place(0, private=True))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a handler: the *call*, what to answer it from, and who asks."""

    call: Call
    services: Services
    author: Author = NOBODY

    @property
    def archive(self) -> Archive:
        """The cup."""
        return self.services.archive

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.services.texts

    def refuse(
        self, feature: str, message: str, buttons: Sequence[tuple[Button, ...]] = (), **values: object
    ) -> Refused:
        """The exception to raise for a question that gets a *message* of a *feature* for an answer."""
        return Refused(feature, message, buttons, values)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a command that acts can do in the chat where it was given.

    *say* answers with a new message, *change* puts the answer into the place of the message whose button
    was pressed, where one was. *is_admin* asks Telegram whether who asks may decide for the chat. *wake*
    has a game gone on with, by its id; *leave* ends the games of a chat that the bot is gone from.
    """

    say: Callable[[Answer], Awaitable[None]]
    change: Callable[[Answer], Awaitable[None]]
    is_admin: Callable[[], Awaitable[bool]]
    wake: Callable[[int], None]
    leave: Callable[[int], None]


Request = TypeVar("Request")


@dataclass(frozen=True, slots=True)
class Command(Generic[Request]):
    """A command of the table, in two steps: what is asked is read, then answered or done.

    *usage* shows its arguments, *summary* says in a few words what it answers; both are translated where they
    are shown. *example* has ``{edition}``, ``{club}``, ``{pair}`` of clubs, ``{scorer}`` and ``{day}`` for
    what the archive knows. What else calls a command stands in the vocabulary.

    *read* turns the argument into a request, refuses it, or says which other command it is for; one without
    takes no argument. *answer* makes the answer from a request. Those that do something, or ask Telegram
    first, *act* instead. *rules* is what ``/help`` says of it in full.

    The answer of a *lasting* one follows from the call, the archive and the date alone, so that it holds for
    the day. Those for *owners* nobody else can use.
    """

    name: str
    summary: str
    usage: str = ""
    example: str = ""
    read: Callable[[Ask], Request | Call] | None = None
    answer: Callable[[Ask, Request], Answer] | None = None
    act: Callable[[Ask, Request, Stage], Awaitable[None]] | None = None
    rules: Callable[[Ask], Answer] | None = None
    lasting: bool = False
    owners: bool = False


AnyCommand = Command[Any]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that has been read: which *command* it is for, what was asked, and the *request* in it."""

    command: AnyCommand
    ask: Ask
    request: Any


def read(ask: Ask, commands: Mapping[str, AnyCommand]) -> Understood:
    """The question that *ask* is, perhaps of another of the *commands* than the one that was named.

    :raises Refused: when the argument is not understood, or there is nothing to answer.
    :raises store.archive.archive.EmptyArchive: when there is no edition at all.
    """
    command = commands[ask.call.command]
    request = command.read(ask) if command.read else None
    if isinstance(request, Call):
        return read(replace(ask, call=request), commands)
    return Understood(command, ask, request)
