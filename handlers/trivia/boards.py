"""``/top`` and ``/me``: the chat's leaderboard of quizzes, and the author's own standing."""

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Command, Stage
from handlers.core.links import play_button
from handlers.core.paging import page_buttons, turn_by_number
from handlers.trivia.table import NEW_MESSAGE, shown_name
from store.chats.boards import EVERYWHERE, Span, board, reset_board, row_of
from store.text.translatable import N_
from store.text.vocabulary import meanings

_ROWS_A_PAGE = 15
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
        await stage.say(_board(ask, Span.ALL))
    elif asked and asked not in meanings("spans"):
        raise ask.refuse("trivia/boards", "not_read", asked=ask.call.argument)
    else:
        await stage.change(_board(ask, Span(meanings("spans").get(asked, Span.ALL))))


def _board(ask: Ask, span: Span) -> Answer:
    services = ask.services
    since = span.since(services.clock(), services.timezone)
    rows = board(services.chats, ask.author.place.chat, since)
    page = turn_by_number(rows, ask.call.page, _ROWS_A_PAGE)
    shown = [(row, shown_name(ask.texts, row.name)) for row in page.blocks]
    text = ask.texts.render("trivia/boards", "top", rows=shown, span=span)
    names = {Span.WEEK: N_("This week"), Span.MONTH: N_("This month"), Span.ALL: N_("All time")}
    gettext = ask.texts.gettext
    others = [
        Button(gettext(name), Call("top", word=other)) for other, name in names.items() if other != span
    ]
    return Answer(text, (*page_buttons(Call("top", word=span, page=page.number), page), tuple(others)))


def _reset_question(ask: Ask) -> Answer:
    button = Button(ask.texts.gettext("Empty the board"), Call("top", word=_CONFIRMED), style=Style.ENDS)
    text = ask.texts.render(
        "trivia/boards",
        "reset",
        private=ask.author.place.private,
    )
    return Answer(text, ((button,),))


def me(ask: Ask, _request: None) -> Answer:
    """The author's own results: in this chat, or in a private chat those of all chats."""
    person, place = ask.author.person, ask.author.place
    if person is None:
        raise ask.refuse("trivia/boards", "nobody")
    row, of = row_of(ask.services.chats, EVERYWHERE if place.private else place.chat, person.id)
    text = ask.texts.render(
        "trivia/boards",
        "me",
        row=row,
        of=of,
        private=place.private,
        name=shown_name(ask.texts, person.name),
    )
    buttons = (play_button(ask),) if row is None else ()
    return Answer(text, (buttons,) if buttons else ())


COMMANDS = (
    Command(
        "top",
        N_("the chat's best in the quiz"),
        N_("[week, month or all]"),
        N_("/top week"),
        act=top,
    ),
    Command("me", N_("your own quizzes"), answer=me),
)
