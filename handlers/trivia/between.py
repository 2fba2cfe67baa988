"""What is said between two questions: who was first, and who is on a streak. It stands in the description of
the next poll, so that a game sends no more messages than it has questions."""

from collections.abc import Sequence

from handlers.core.command import Services
from handlers.trivia.table import shown_name, shown_team
from store.chats.models import AskedQuestion, Game, Mode
from store.chats.modes import teams_of
from store.chats.people import names_of
from store.chats.points import STREAK_FROM
from store.chats.scores import first_right, level, lives, playing, running_streaks, table

_LISTS = ("streaks", "level", "pair", "teams", "out", "lives")  # what may be said
_LONGEST = 1_024  # UTF-16 code units, https://core.telegram.org/bots/api#sendpoll
_MOST_NAMES = 3
_MOST_LIVES = 8  # users of a marathon


def description_of(
    services: Services, game: Game, before: Sequence[AskedQuestion], *, shoot_out: bool
) -> str:
    """The description of the next poll of *game*, after the questions *before*; empty when there is nothing
    to say. For a *shoot_out* it says who is in it."""
    texts, chats = services.texts(game.language), services.chats
    if not before:
        return ""
    values: dict[str, object] = dict.fromkeys(_LISTS, ()) | {"first": None}
    if shoot_out:
        level_now = sorted(level(chats, game.id))
        names = names_of(chats, level_now)
        values["level"] = [shown_name(texts, names.get(user)) for user in level_now]
    else:
        values |= _firsts(services, game, before) | _of_mode(services, game)
    return _cut(texts.plain("trivia/poll", "description", **values).strip())


def _cut(text: str) -> str:
    """*text* as far as a description has room for it, by whole words."""
    while len(text.encode("utf-16-le")) // 2 > _LONGEST:
        text = text.rsplit(" ", 2)[0] + " …"
    return text


def _firsts(services: Services, game: Game, before: Sequence[AskedQuestion]) -> dict[str, object]:
    """Who was first, and who is on a streak."""
    texts, chats = services.texts(game.language), services.chats
    several = len(playing(chats, game.id, None)) > 1
    first = first_right(chats, before[-1]) if several else None
    lengths = {
        user: streak
        for user, streak in running_streaks(chats, game.id).items()
        if user > 0 and streak >= STREAK_FROM
    }
    streaks = sorted(lengths.items(), key=lambda row: (-row[1], row[0]))[:_MOST_NAMES]
    names = names_of(chats, [*(user for user, _ in streaks), *([first] if first else [])])
    return {
        "first": shown_name(texts, names.get(first)) if first else None,
        "streaks": [(shown_name(texts, names.get(user)), streak) for user, streak in streaks],
    }


def _of_mode(services: Services, game: Game) -> dict[str, object]:
    """The points of a duel, or of teams; who is out of a marathon, and how often the others may be wrong."""
    texts, chats, mode = services.texts(game.language), services.chats, game.plan.mode
    if mode is Mode.TEAMS:
        teams = [shown_team(services, texts, team) for team in teams_of(chats, game.id)[:_MOST_NAMES]]
        return {"teams": [f"{team.name} {team.points}" for team in teams]}
    if game.is_of_two:
        points = {row.user: row.points for row in table(chats, game.id)}
        users = [game.starter, game.opponent]
        names = names_of(chats, [user for user in users if user])
        shown = [(shown_name(texts, names.get(user or 0)), points.get(user or 0, 0)) for user in users]
        return {"pair": [f"{shown[0][0]} {shown[0][1]}", f"{shown[1][1]} {shown[1][0]}"]}
    if mode is Mode.MARATHON:
        left = lives(chats, game.id)
        names = names_of(chats, left)
        order = sorted(left.items(), key=lambda row: (-row[1], row[0]))
        alive = [(shown_name(texts, names.get(user)), number) for user, number in order if number]
        out = [shown_name(texts, names.get(user)) for user, number in order if not number]
        return {"lives": alive[:_MOST_LIVES], "out": out[:_MOST_LIVES]}
    return {}
