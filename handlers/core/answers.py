"""What a handler is asked and what it returns, before anything is sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from handlers.core.health import Pulse
from handlers.core.texts import Texts
from store.archive.archive import Archive
from store.archive.players import players_of
from store.chats.database import Chats
from store.chats.games import Games
from store.chats.models import Person, Place
from store.search.clubs import ClubIndex
from store.search.players import PlayerIndex
from store.trivia.pool import Pool

if TYPE_CHECKING:
    from handlers.core.command import Scene

CALLBACK_BYTES = 64  # Telegram's limit for the data of a button
_VERSION = "1"
_SEPARATOR = "|"


class OldButton(Exception):
    """A button that this version of the program does not know."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its argument and, for what is longer than a message, the page from 0.

    What a person types and what a button stands for alike: a button asks the command again.
    """

    command: str
    argument: str = ""
    page: int = 0

    def encode(self) -> str:
        """The call as a button's data.

        :raises ValueError: when it is longer than Telegram allows, or ambiguous.
        """
        data = _SEPARATOR.join((_VERSION, self.command, self.argument, str(self.page)))
        if len(data.encode()) > CALLBACK_BYTES or data.count(_SEPARATOR) != 3:
            raise ValueError(data)
        return data

    @property
    def fits(self) -> bool:
        """Whether a button can hold it."""
        try:
            self.encode()
        except ValueError:
            return False
        return True

    @classmethod
    def decode(cls, data: str) -> "Call":
        """The call that :meth:`encode` wrote.

        :raises OldButton: when this version does not write such data.
        """
        version, *rest = data.split(_SEPARATOR)
        if version != _VERSION or len(rest) != 3 or not rest[2].isdecimal() or len(rest[2]) > 6:
            raise OldButton(data)
        return cls(rest[0], rest[1], int(rest[2]))


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message; *call* is what pressing it asks."""

    text: str
    call: Call


@dataclass(frozen=True, slots=True)
class Answer:
    """One message: *text* in Telegram's HTML, and rows of buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()


class Refused(Exception):
    """A question that cannot be answered as it stands; *answer* says why and what to do."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


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
    pulse: Pulse
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
            Pulse(clock()),
            steady or clock,
        )

    def today(self) -> date:
        """The date where the people are."""
        return datetime.fromtimestamp(self.clock(), self.timezone).date()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. *person* is None for one who posts as a chat; *as_chat* says that this is the
    chat itself, which only its admins can; *channel* that it is none where people talk."""

    place: Place
    person: Person | None = None
    as_chat: bool = False
    channel: bool = False


NOBODY = Asker(Place(0, private=True))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a handler: the *call*, what to answer it from, and who asks."""

    call: Call
    services: Services
    asker: Asker = NOBODY

    @property
    def archive(self) -> Archive:
        """The cup."""
        return self.services.archive

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.services.texts

    def refuse(self, template: str, buttons: Sequence[tuple[Button, ...]] = (), **values: object) -> Refused:
        """The exception to raise for a question that gets *template* for an answer."""
        return Refused(Answer(self.texts.render(template, **values), tuple(buttons)))


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the table.

    *usage* shows its arguments, *summary* says in a few words what it answers; both are
    translated where they are shown. *example* has ``{edition}``, ``{club}``, ``{pair}`` of clubs,
    ``{scorer}`` and ``{day}`` for what the archive knows. *words* are what people call it who
    don't write a command. *rules* is what ``/help`` says of it in full.

    Most commands *answer*. Those that do something, or ask Telegram first, *act* instead; *reads* is then
    what refuses an argument that is not understood, by default any. The answer of a *lasting* one follows
    from the call, the archive and the date alone, so that it holds for the day. Those for *owners*
    nobody else can use.
    """

    name: str
    answer: Callable[[Ask], Answer] | None
    summary: str
    usage: str = ""
    example: str = ""
    words: tuple[str, ...] = ()
    act: Callable[[Ask, "Scene"], Awaitable[None]] | None = None
    reads: Callable[[Ask], object] | None = None
    rules: Callable[[Ask], Answer] | None = None
    lasting: bool = False
    owners: bool = False


def rows_of(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    """*buttons* in rows of at most *width*."""
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]
