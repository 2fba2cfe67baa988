"""The command type, its services, and the context of a call."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from handlers.core.answers import Answer, Button, Call, Picture, Refused
from handlers.core.deep_links import DeepLinks
from handlers.core.health import Health
from handlers.wording.languages import SOURCE_LANGUAGE
from handlers.wording.texts import Texts
from store.archive.archive import Archive
from store.archive.players import players_of
from store.chats.database import Chats
from store.chats.games import Games
from store.chats.models import Person, Place
from store.reports.reports import Reports
from store.search.clubs import ClubIndex
from store.search.players import PlayerIndex
from store.trivia.pool import Pool


@dataclass(frozen=True, slots=True)
class Services:
    """Dependencies of the handlers. *texts* returns the renderer of messages in a language by its code,
    *clock* seconds since 1970, *timezone* is that of the users.

    *steady* returns the same, but is never adjusted while the program runs: deadlines are measured by it.
    """

    archive: Archive
    club_index: Callable[[], ClubIndex]
    player_index: Callable[[], PlayerIndex]
    pool: Pool
    chats: Chats
    games: Games
    texts: Callable[[str], Texts]
    version: str
    clock: Callable[[], float]
    timezone: ZoneInfo
    health: Health
    steady: Callable[[], float]
    reports: Reports
    links: DeepLinks

    @classmethod
    def of(
        cls,
        archive: Archive,
        chats: Chats,
        texts: Callable[[str], Texts],
        version: str,
        clock: Callable[[], float],
        timezone: ZoneInfo,
        steady: Callable[[], float] | None = None,
        reports: Reports | None = None,
    ) -> "Services":
        """Services for *archive* and *chats*, with all names of the archive in memory once they are needed;
        *steady* defaults to *clock*, and *reports* to none."""
        player_index = cache(lambda: PlayerIndex(players_of(archive)))
        return cls(
            archive,
            cache(lambda: ClubIndex(archive.clubs(), archive.names_in_editions())),
            player_index,
            Pool(archive),
            chats,
            Games(chats),
            texts,
            version,
            clock,
            timezone,
            Health(clock()),
            steady or clock,
            reports or Reports(chats),
            DeepLinks(archive, player_index),
        )

    @property
    def clubs(self) -> ClubIndex:
        """The search index of clubs."""
        return self.club_index()

    @property
    def players(self) -> PlayerIndex:
        """The search index of players."""
        return self.player_index()

    def today(self) -> date:
        """The current date in the timezone of the users."""
        return datetime.fromtimestamp(self.clock(), self.timezone).date()


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a message or callback query, and its place. *id* is that of the user, or of the chat on
    whose behalf it was sent; ``person`` is None for a chat. *as_chat* says that this is the very chat, on
    whose behalf only its admins can post; *channel*, that the place is a channel or its direct messages.
    *language* is that of messages to it, *code* the language that the user has set Telegram to, None when it
    is not known."""

    place: Place
    id: int = 0
    person: Person | None = None
    as_chat: bool = False
    channel: bool = False
    language: str = SOURCE_LANGUAGE
    code: str | None = None


NOBODY = Author(Place(0, private=True))


@dataclass(frozen=True, slots=True)
class Ask:
    """The context of a *call*: the *services* to answer it from, and its *author*."""

    call: Call
    services: Services
    author: Author = NOBODY

    @property
    def archive(self) -> Archive:
        """The archive of the cup."""
        return self.services.archive

    @property
    def texts(self) -> Texts:
        """The renderer of messages in the language of the author's place."""
        return self.services.texts(self.author.language)

    def show(self, value: object) -> str:
        """The text of a *value* of the cup in that language."""
        return str(self.texts.show(value))

    def some_club(self) -> str:
        """The name of a club for examples, see :meth:`store.archive.archive.Archive.some_club`."""
        return self.texts.values.called(self.archive.some_club())

    def some_pair(self) -> str:
        """The names of two clubs for examples, separated by a space; empty when there are none."""
        return " ".join(map(self.texts.values.called, self.archive.some_pair()))

    def in_language(self, language: str) -> "Ask":
        """The same call, to be answered in another *language*."""
        return replace(self, author=replace(self.author, language=language))

    def refuse(
        self, feature: str, message: str, buttons: Sequence[tuple[Button, ...]] = (), **values: object
    ) -> Refused:
        """The exception to raise when a call is answered by a *message* of a *feature* that says why not."""
        return Refused(feature, message, buttons, values)


@dataclass(frozen=True, slots=True)
class Stage:
    """Callbacks available to commands with side effects: send, edit, check for admin, advance a game.

    *say* sends a new message, *change* edits the message whose button was pressed, if any; *show* sends a
    picture, in place of that whose button was pressed; *prompt* sends a message to be replied to, and
    returns the ids of its chat and its own, None when the chat does not accept it. *is_admin* asks Telegram
    whether the author may decide for the chat, *is_anonymous* whether the author posts on behalf of the
    group, *decides_in* whether they may decide for another chat: its id of now, else None. *wake* advances
    a game, by its id; *leave* ends the games of a chat as when the bot has left it. *reschedule* has what
    is due in any chat looked at again. *who_left* says which of these users are known to have left the
    chat.
    """

    say: Callable[[Answer], Awaitable[None]]
    change: Callable[[Answer], Awaitable[None]]
    show: Callable[[Picture], Awaitable[None]]
    prompt: Callable[[Answer], Awaitable[tuple[int, int] | None]]
    is_admin: Callable[[], Awaitable[bool]]
    is_anonymous: Callable[[], Awaitable[bool]]
    decides_in: Callable[[int], Awaitable[int | None]]
    wake: Callable[[int], None]
    leave: Callable[[int], None]
    reschedule: Callable[[], None]
    who_left: Callable[[Iterable[int]], Awaitable[frozenset[int]]]


Request = TypeVar("Request")


@dataclass(frozen=True, slots=True)
class Command(Generic[Request]):
    """A command of the table, in two steps: its argument is parsed, then it is answered or carried out.

    *usage* shows the arguments, *summary* is a short description; both are translated where they are shown.
    *example* has the placeholders ``{edition}``, ``{club}``, ``{pair}`` (of clubs), ``{group}``,
    ``{scorer}`` and ``{day}``, which ``/help`` fills in. The natural-language synonyms for free-text
    matching are in ``store/text/words``.

    *read* parses the argument to a request, refuses it, or returns a call of another command; without it
    the request is None. *answer* makes the answer from a request. Commands with side effects, or that ask
    Telegram first, have *act* instead. *rules* makes the full help text for ``/help`` with the name. *pages*
    are the calls of the pages that may be meant by a request, however it was typed: first the one that it is
    answered by, then those of other clubs of the name.

    The answer of a *lasting* command depends on the call, the archive and the date alone, so it can be
    cached for the day. Commands for *owners* are available to no other user.
    """

    name: str
    summary: str
    usage: str = ""
    example: str = ""
    read: Callable[[Ask], Request | Call] | None = None
    answer: Callable[[Ask, Request], Answer] | None = None
    act: Callable[[Ask, Request, Stage], Awaitable[None]] | None = None
    rules: Callable[[Ask], Answer] | None = None
    pages: Callable[[Request], tuple[Call, ...]] | None = None
    lasting: bool = False
    owners: bool = False


AnyCommand = Command[Any]


@dataclass(frozen=True, slots=True)
class Understood:
    """A parsed call: its *command*, the call with its context (*ask*), and the *request*."""

    command: AnyCommand
    ask: Ask
    request: Any

    def pages(self) -> "tuple[Call | Understood, ...]":
        """The calls of the pages that may be meant, best first; for a command that has no page for what was
        typed, this itself."""
        return self.command.pages(self.request) if self.command.pages else (self,)


def read(ask: Ask, commands: Mapping[str, AnyCommand]) -> Understood:
    """The parsed call of *ask*, perhaps of another of the *commands* than the one that was named.

    :raises Refused: when the argument cannot be parsed, or there is nothing to answer.
    :raises store.archive.archive.EmptyArchive: when there is no edition at all.
    """
    command = commands[ask.call.command]
    request = command.read(ask) if command.read else None
    if isinstance(request, Call):
        return read(replace(ask, call=request), commands)
    return Understood(command, ask, request)
