"""What is said between two questions: who was first, and who is on a streak. It stands in the description of
the next poll, so that a game sends no more messages than it has questions."""

from collections.abc import Iterable, Sequence

from handlers.core.command import Services
from handlers.trivia.table import shown_name
from store.chats.models import AskedQuestion, Game
from store.chats.people import names_of
from store.chats.points import STREAK_FROM
from store.chats.scores import first_right, level, playing, running_streaks

_MOST_NAMES = 3


def description_of(
    services: Services, game: Game, before: Sequence[AskedQuestion], *, shoot_out: bool
) -> str:
    """The description of the next poll of *game*, after the questions *before*; empty when there is nothing
    to say. For a *shoot_out* it says who is in it."""
    texts, chats = services.texts(game.language), services.chats
    if not before:
        return ""
    first = streaks = None
    if shoot_out:
        users = sorted(level(chats, game.id))
    else:
        first = first_right(chats, before[-1]) if len(playing(chats, game.id, None)) > 1 else None
        lengths = {
            user: streak
            for user, streak in running_streaks(chats, game.id).items()
            if user > 0 and streak >= STREAK_FROM
        }
        streaks = sorted(lengths.items(), key=lambda row: (-row[1], row[0]))[:_MOST_NAMES]
        users = [*(user for user, _ in streaks), *([first] if first else [])]
    names = names_of(chats, users)

    def named(some: Iterable[int]) -> list[str]:
        return [shown_name(texts, names.get(user)) for user in some]

    return texts.plain(
        "trivia/poll",
        "description",
        level=named(users) if shoot_out else [],
        first=named([first])[0] if first else None,
        streaks=[(*named([user]), streak) for user, streak in streaks or ()],
    ).strip()
