"""When a game is over, and why."""

from collections.abc import Sequence

from store.chats.database import Chats
from store.chats.games import IDLE
from store.chats.models import AskedQuestion, Closing, Ending, Game, Mode
from store.chats.scores import level, lives, of_plan, who_answered


def decides(chats: Chats, game: Game, questions: Sequence[AskedQuestion]) -> bool:
    """Whether the next step after *questions* ends the game or starts a shoot-out."""
    return ending_of(chats, game, questions) is not None or of_plan(questions) >= game.plan.questions


def ending_of(chats: Chats, game: Game, questions: Sequence[AskedQuestion]) -> Ending | None:
    """The reason why *game* is over after *questions*, None when another one is due."""
    mode = game.plan.mode
    if game.stopped is not None:
        return Ending.STOPPED
    if of_plan(questions) >= game.plan.questions:
        undecided = mode.has_shoot_out and not questions[-1].shoot_out and level(chats, game.id)
        return None if undecided else Ending.PLAYED
    if mode is Mode.MARATHON and (left := lives(chats, game.id)) and not any(left.values()):
        return Ending.PLAYED
    if mode is Mode.HOSTED:
        return Ending.LEFT if questions and not game.goes_on_after(questions[-1]) else None
    latest = questions[-IDLE:]
    unanswered = (asked.closing is Closing.TIME and not who_answered(chats, asked) for asked in latest)
    return Ending.IDLE if len(latest) == IDLE and all(unanswered) else None
