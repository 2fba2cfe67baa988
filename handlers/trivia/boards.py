"""``/top`` and ``/me``: the chat's leaderboard of quizzes, and the author's own standing."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.choosing import choose_club
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import rows_of
from handlers.core.links import play_button
from handlers.core.paging import page_buttons, turn_by_number
from handlers.trivia.table import NEW_MESSAGE, shown_name
from store.chats.boards import EVERYWHERE, Span, board, reset_board, row_of
from store.chats.models import Person
from store.chats.people import names_of
from store.cup.clubs import Club
from store.cup.values import PartialDate
from store.preferences.favourites import choose_favourite, favourite_of
from store.preferences.settings import zone_of
from store.schedule import daily
from store.schedule.seasons import Season, seasons_of
from store.text.translatable import N_
from store.text.vocabulary import meanings

_ROWS_A_PAGE = 15
_MORE_LOOKS = 4  # pages of users who are asked for, beyond those before the page that is shown
_DAILY, _SEASONS = "daily", "seasons"  # keywords of the other boards
_OFF = "off"  # the keyword for no favourite club
_RESET, _CONFIRMED = "reset", "confirmed"  # keywords of buttons


async def top(ask: Ask, _request: None, stage: Stage) -> None:
    """Show the chat's leaderboard, or let its admins reset it after a confirmation."""
    typed = " ".join(ask.call.argument.casefold().split())
    asked = ask.call.word or meanings("board").get(typed, typed)
    if asked == _RESET:
        await stage.say(_reset_question(ask))
    elif asked == _CONFIRMED:
        if not await stage.is_admin():
            raise ask.refuse("trivia/boards", "reset_not_yours")
        reset_board(ask.services.chats, ask.author.place.chat)
        await stage.change(Answer(ask.texts.render("trivia/boards", "reset_done")))
    elif asked == NEW_MESSAGE:
        await stage.say(await _board(ask, Span.ALL, stage))
    elif asked == _DAILY:
        await stage.change(await _of_days(ask, stage))
    elif asked == _SEASONS:
        await stage.change(_winners(ask))
    elif asked and asked not in meanings("spans"):
        raise ask.refuse("trivia/boards", "not_read", asked=ask.call.argument)
    else:
        await stage.change(await _board(ask, Span(meanings("spans").get(asked, Span.ALL)), stage))


async def _board(ask: Ask, span: Span, stage: Stage) -> Answer:
    services, chat = ask.services, ask.author.place.chat
    since = span.since(services.clock(), zone_of(services.chats, chat, services.timezone))
    rows = await _still_there(board(services.chats, chat, since), ask.call.page, stage)
    points = [row.points for row in rows]
    page = turn_by_number(rows, ask.call.page, _ROWS_A_PAGE)
    shown = [(points.index(row.points) + 1, row, shown_name(ask.texts, row.name)) for row in page.blocks]
    text = ask.texts.render("trivia/boards", "top", rows=shown, span=span)
    return Answer(
        text, (*page_buttons(Call("top", word=span, page=page.number), page), *_other_boards(ask, span))
    )


class _HasUser(Protocol):
    """A row of a board."""

    @property
    def user(self) -> int:
        """The id of the user."""


_Row = TypeVar("_Row", bound=_HasUser)


async def _still_there(rows: Sequence[_Row], page: int, stage: Stage) -> list[_Row]:
    """*rows* without users who have left the chat, as far as is needed for the *page*: a page at a time is
    asked for, and no more than a few."""
    there: list[_Row] = []
    for looked in range(page + _MORE_LOOKS):
        some = rows[looked * _ROWS_A_PAGE : (looked + 1) * _ROWS_A_PAGE]
        if not some:
            break
        left = await stage.who_left(row.user for row in some)
        there += [row for row in some if row.user not in left]
        if len(there) >= (page + 1) * _ROWS_A_PAGE:
            break
    return [*there, *rows[(looked + 1) * _ROWS_A_PAGE :]]


def _other_boards(ask: Ask, shown: str) -> list[tuple[Button, ...]]:
    """Buttons for the boards that there are beside the one that is *shown*."""
    chats, chat = ask.services.chats, ask.author.place.chat
    names: dict[str, str] = {
        Span.WEEK: N_("This week"),
        Span.MONTH: N_("This month"),
        Span.ALL: N_("All time"),
    }
    if daily.streaks(chats, chat):
        names[_DAILY] = N_("Daily")
    if seasons_of(chats, chat, 1):
        names[_SEASONS] = N_("Winners")
    gettext = ask.texts.gettext
    others = [
        Button(gettext(name), Call("top", word=other)) for other, name in names.items() if other != shown
    ]
    return rows_of(others, 3)


async def _of_days(ask: Ask, stage: Stage) -> Answer:
    """The board of the daily question."""
    chats, chat = ask.services.chats, ask.author.place.chat
    rows = await _still_there(daily.streaks(chats, chat), ask.call.page, stage)
    page = turn_by_number(rows, ask.call.page, _ROWS_A_PAGE)
    names = names_of(chats, [row.user for row in page.blocks])
    shown = [(row, shown_name(ask.texts, names.get(row.user))) for row in page.blocks]
    first = page.number * _ROWS_A_PAGE
    text = ask.texts.render("daily/question", "board", rows=shown, first=first)
    turning = page_buttons(Call("top", word=_DAILY, page=page.number), page)
    return Answer(text, (*turning, *_other_boards(ask, _DAILY)))


def _winners(ask: Ask) -> Answer:
    """The winners of the latest months."""
    seasons = seasons_of(ask.services.chats, ask.author.place.chat, _ROWS_A_PAGE)
    shown = [(_month(season), season, shown_name(ask.texts, season.name)) for season in seasons]
    text = ask.texts.render("trivia/boards", "seasons", rows=shown)
    return Answer(text, tuple(_other_boards(ask, _SEASONS)))


def _reset_question(ask: Ask) -> Answer:
    button = Button(ask.texts.gettext("Empty the board"), Call("top", word=_CONFIRMED), style=Style.ENDS)
    text = ask.texts.render(
        "trivia/boards",
        "reset",
        private=ask.author.place.private,
    )
    return Answer(text, ((button,),))


def read_me(ask: Ask) -> Club | str | None:
    """Parse the argument to a favourite club, ``off`` for none any more, or None to only show what there is.

    :raises Refused: when no club or an ambiguous one is named.
    """
    typed = ask.call.argument.strip()
    if ask.call.word == _OFF or meanings("switch").get(typed.casefold()) == _OFF:
        return _OFF
    if not typed and not ask.call.clubs:
        return None
    return choose_club(ask, typed, None).club


async def me(ask: Ask, wanted: Club | str | None, stage: Stage) -> None:
    """Show the author's own results, in this chat or, in a private chat, in all; or keep the favourite
    club."""
    person, chats = ask.author.person, ask.services.chats
    if person is None:
        raise ask.refuse("trivia/boards", "nobody")
    if isinstance(wanted, Club):
        choose_favourite(chats, person.id, wanted.id)
        raise ask.refuse("trivia/boards", "favourite", club=wanted)  # told to who chose, and to nobody else
    if wanted == _OFF:
        choose_favourite(chats, person.id, None)
    await stage.change(_mine(ask, person))


def _mine(ask: Ask, person: Person) -> Answer:
    place, gettext = ask.author.place, ask.texts.gettext
    row, of = row_of(ask.services.chats, EVERYWHERE if place.private else place.chat, person.id)
    favourite = ask.archive.club(favourite_of(ask.services.chats, person.id) or "")
    text = ask.texts.render(
        "trivia/boards",
        "me",
        row=row,
        of=of,
        private=place.private,
        name=shown_name(ask.texts, person.name),
        favourite=favourite,
        club=ask.some_club(),
    )
    buttons = [play_button(ask)] if row is None else []
    if favourite and place.private:
        buttons.append(Button(gettext("No club"), Call("me", word=_OFF)))
    return Answer(text, tuple(rows_of(buttons, 2)))


def _month(season: Season) -> PartialDate:
    return PartialDate(season.month.year, season.month.month)


COMMANDS = (
    Command(
        "top",
        N_("the chat's best in the quiz"),
        N_("[week, month, all or daily]"),
        N_("/top week"),
        act=top,
    ),
    Command("me", N_("your own quizzes, and your club"), N_("[CLUB]"), "/me {club}", read=read_me, act=me),
)
