"""Converting rows of ``chats.db`` to dataclasses."""

import json

from store.chats.models import AskedQuestion, Closing, Ending, Game, Place, Plan
from store.sqlite import Row


def game_of(row: Row) -> Game:
    """The game in a row of ``games``."""
    return Game(
        id=row["game"],
        place=Place(row["chat"], row["topic"], bool(row["private"])),
        plan=Plan(row["questions"], row["seconds"], row["difficulty"], row["edition"]),
        starter=row["starter"],
        began=row["began"],
        stopped=row["stopped"],
        ended=row["ended"],
        ending=Ending(row["ending"]) if row["ending"] else None,
        told=bool(row["told"]),
        language=row["language"],
    )


def question_of(row: Row) -> AskedQuestion:
    """The question in a row of ``questions``."""
    return AskedQuestion(
        **{
            **row,
            "options": tuple(json.loads(row["options"])),
            "shoot_out": bool(row["shoot_out"]),
            "closing": Closing(row["closing"]) if row["closing"] else None,
        }
    )
