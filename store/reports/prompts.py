"""Prompts: messages that ask a user what is known of an edition or a tie, and the replies that they allow."""

from dataclasses import asdict, dataclass

from store.chats.database import Chats

KEPT = 7 * 86_400.0  # seconds that a prompt can be replied to
MOST_REPLIES = 3  # to one prompt
MOST_PROMPTS = 10  # that a user is sent within a day
_DAY = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class Subject:
    """What a user is asked about: a tie, by its edition's id and the numbers of its round and its own, or a
    whole edition.

    *about* says so in words, since later season files may number their ties otherwise.
    """

    edition: str
    round: int | None
    tie: int | None
    about: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message that asked *user* about *subject*, its id, and how many *replies* were taken."""

    id: int
    user: int
    replies: int
    subject: Subject

    @property
    def is_used_up(self) -> bool:
        """Whether no more replies are taken."""
        return self.replies >= MOST_REPLIES

    @property
    def is_last(self) -> bool:
        """Whether no more than one reply is taken."""
        return self.replies >= MOST_REPLIES - 1


class Prompts:
    """The prompts in *chats*. Every method raises :class:`sqlite3.Error` when it fails."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def reserve(self, user: int, subject: Subject, now: float) -> int | None:
        """Store a prompt for *user* that is not sent yet; its id. None when the user has been sent as many as
        are allowed within a day."""
        sql = "SELECT COUNT(*) AS number FROM prompts WHERE user = ? AND sent > ?"
        row = self._chats.row(sql, user, now - _DAY)
        if row is not None and row["number"] >= MOST_PROMPTS:
            return None
        return self._chats.insert("prompts", {"user": user, "sent": now, "replies": 0, **asdict(subject)})

    def was_sent(self, prompt: int, chat: int, message: int) -> None:
        """Store the message that a reserved *prompt* was sent as."""
        self._chats.write("UPDATE prompts SET chat = ?, message = ? WHERE prompt = ?", chat, message, prompt)

    def of(self, chat: int, message: int, now: float) -> Prompt | None:
        """The prompt that *message* is; None when it is none, or too old."""
        sql = """
            SELECT prompt, user, replies, edition, round, tie, about FROM prompts
            WHERE chat = ? AND message = ? AND sent > ?
        """
        row = self._chats.row(sql, chat, message, now - KEPT)
        if row is None:
            return None
        number, user, replies, *subject = row.values()
        return Prompt(number, user, replies, Subject(*subject))

    def count_reply(self, prompt: int) -> None:
        """Count one more reply to *prompt*."""
        self._chats.write("UPDATE prompts SET replies = replies + 1 WHERE prompt = ?", prompt)

    def prune(self, now: float) -> None:
        """Delete those that cannot be replied to any more."""
        self._chats.write("DELETE FROM prompts WHERE sent < ?", now - KEPT)
