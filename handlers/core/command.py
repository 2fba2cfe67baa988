"""Commands, what they are asked, and what they answer from."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.core.answers import Answer, Button, Call, Refused
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
    """Who asks, and where. *id* is that of the user or chat who asks, *person* is None for a chat; *as_chat*
    says that this is the chat itself, which only its admins can post as; *channel* that it is none where
    people talk."""

    place: Place
    id: int = 0
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

    def refuse(
        self, feature: str, message: str, buttons: Sequence[tuple[Button, ...]] = (), **values: object
    ) -> Refused:
        """The exception to raise for a question that gets a *message* of a *feature* for an answer."""
        return Refused(Answer(self.texts.render(feature, message, **values), tuple(buttons)))


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


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the table.

    *usage* shows its arguments, *summary* says in a few words what it answers; both are
    translated where they are shown. *example* has ``{edition}``, ``{club}``, ``{pair}`` of clubs,
    ``{scorer}`` and ``{day}`` for what the archive knows. What else calls a command stands in
    the vocabulary. *rules* is what ``/help`` says of it in full.

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
    act: Callable[[Ask, Stage], Awaitable[None]] | None = None
    reads: Callable[[Ask], object] | None = None
    rules: Callable[[Ask], Answer] | None = None
    lasting: bool = False
    owners: bool = False
