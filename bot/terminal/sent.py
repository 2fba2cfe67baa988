"""What the bot has sent to the Telegram inside the process, and its form as Bot API objects."""

from dataclasses import dataclass, field
from typing import Any


def described_photo(file: str) -> list[dict[str, Any]]:
    """The sizes of the photo with this file, as a Bot API object has them."""
    return [{"file_id": file, "file_unique_id": file, "width": 1280, "height": 800}]


@dataclass(slots=True)
class SentMessage:
    """A message of the bot in its current state.

    *buttons* are rows of (text, callback data or URL), without those that copy or share something, which only
    a client of Telegram can do; *sent* has the parameters with which it was sent.
    """

    chat: int
    id: int
    html: str
    buttons: list[list[tuple[str, str]]]
    sent: dict[str, Any] = field(default_factory=dict)
    edited: bool = False
    photo: str = ""  # the id of its file


@dataclass(slots=True)
class SentPoll:
    """A quiz poll of the bot. *correct* are the indices of the right options, *votes* those that users chose,
    by user id."""

    chat: int
    id: int
    poll: str
    question: str
    options: list[str]
    correct: tuple[int, ...]
    explanation: str
    sent: dict[str, Any] = field(default_factory=dict)
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    closes: float = 0.0  # seconds since 1970
    closed: bool = False

    def choice(self, *, right: bool = True) -> tuple[int, ...]:
        """The options that are chosen by who answers right, or by one who does not."""
        if right:
            return self.correct
        wrong = next(place for place in range(len(self.options)) if place not in self.correct)
        return tuple(sorted((*self.correct[1:], wrong)))


def describe(poll: SentPoll) -> dict[str, Any]:
    """*poll* as a Bot API object."""
    chosen = [place for options in poll.votes.values() for place in options]
    counts = [chosen.count(place) for place in range(len(poll.options))]
    return {
        "id": poll.poll,
        "question": poll.question,
        "options": [
            {"text": text, "voter_count": count, "persistent_id": str(place)}
            for place, (text, count) in enumerate(zip(poll.options, counts, strict=True))
        ],
        "total_voter_count": len(poll.votes),
        "is_closed": poll.closed,
        "is_anonymous": False,
        "type": "quiz",
        "allows_multiple_answers": len(poll.correct) > 1,
        "allows_revoting": False,
        "members_only": False,
    }
