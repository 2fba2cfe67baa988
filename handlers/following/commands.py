"""``/follow``: the clubs of which a chat is told on their days."""

from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.choosing import choose_club
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import fitted, rows_of
from store.chats.people import take_language
from store.cup.clubs import Club
from store.preferences.settings import zone_of
from store.schedule.due import next_at
from store.schedule.mornings import MINUTE, MOST_FOLLOWED, follow, mornings_of, unfollow
from store.text.translatable import N_
from store.text.vocabulary import meanings

OFF = "off"  # what is typed, and the keyword of buttons


@dataclass(frozen=True, slots=True)
class Following:
    """A parsed ``/follow`` request: to follow a *club*, or no more (*ends*); None with *ends* for all."""

    club: Club | None
    ends: bool


def read_follow(ask: Ask) -> Following | None:
    """Parse the argument to a club, ``off``, or None to only show what there is.

    :raises Refused: when no club or an ambiguous one is named.
    """
    typed = " ".join(ask.call.argument.split())
    off = ask.call.word == OFF or meanings("switch").get(typed.casefold()) == OFF
    if off and not ask.call.clubs:
        return Following(None, ends=True)
    if not typed and not ask.call.clubs:
        return None
    return Following(choose_club(ask, typed, None).club, ends=off)


async def following(ask: Ask, wanted: Following | None, stage: Stage) -> None:
    """Show which clubs a chat follows, or change that on behalf of an admin."""
    chats, place, services = ask.services.chats, ask.author.place, ask.services
    if wanted is None:
        await stage.change(_shown(ask))
        return
    if not await stage.is_admin():
        raise ask.refuse("following/follow", "not_yours")
    if wanted.ends:
        unfollow(chats, place.chat, wanted.club.id if wanted.club else None)
    elif wanted.club:
        known = mornings_of(chats, place.chat)
        for gone in (club for club in (known.clubs if known else ()) if ask.archive.club(club) is None):
            unfollow(chats, place.chat, gone)  # it is not in the archive any more
        take_language(chats, place.chat, ask.author.language)  # what comes by itself is in it too
        due = next_at(services.clock(), MINUTE, zone_of(chats, place.chat, services.timezone))
        if not follow(chats, place, wanted.club.id, due):
            raise ask.refuse("following/follow", "enough", most=MOST_FOLLOWED)
    stage.reschedule()
    answer = _shown(ask)
    from_card = ask.call.clubs and not wanted.ends  # the card stays as it is
    await (stage.say(answer) if from_card else stage.change(answer))


def _shown(ask: Ask) -> Answer:
    known = mornings_of(ask.services.chats, ask.author.place.chat)
    clubs = [club for found in (known.clubs if known else ()) if (club := ask.archive.club(found))]
    text = ask.texts.render(
        "following/follow", "shown", clubs=clubs, example=ask.some_club(), private=ask.author.place.private
    )
    buttons = [
        Button(f"✕ {ask.show(club)}", Call("follow", clubs=(club.id,), word=OFF), style=Style.ENDS)
        for club in clubs
    ]
    return Answer(text, fitted(rows_of(buttons, 2)))


COMMANDS = (
    Command(
        "follow",
        N_("a club's great days, in the morning"),
        N_("[CLUB or off]"),
        "/follow {club}",
        read=read_follow,
        act=following,
    ),
)
