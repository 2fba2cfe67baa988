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


class Prompts:
    """The prompts in *chats*. Every method raises :class:`sqlite3.Error` when it fails."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def are_too_many(self, user: int, now: float) -> bool:
        """Whether *user* has been sent as many prompts as are allowed within a day."""
        sql = "SELECT COUNT(*) AS number FROM prompts WHERE user = ? AND sent > ?"
        row = self._chats.row(sql, user, now - _DAY)
        return row is not None and row["number"] >= MOST_PROMPTS

    def write(self, chat: int, message: int, user: int, subject: Subject, now: float) -> None:
        """Store that *message* asks *user* about *subject*."""
        row = {"chat": chat, "message": message, "user": user, "sent": now, "replies": 0, **asdict(subject)}
        with self._chats.atomic():
            self._chats.write("DELETE FROM prompts WHERE chat = ? AND message = ?", chat, message)
            self._chats.insert("prompts", row)

    def subject_of(self, chat: int, message: int, user: int, now: float) -> Subject | None:
        """What *message* asks *user* about; None when it does not, or no longer."""
        sql = """
            SELECT edition, round, tie, about FROM prompts
            WHERE chat = ? AND message = ? AND user = ? AND replies < ? AND sent > ?
        """
        row = self._chats.row(sql, chat, message, user, MOST_REPLIES, now - KEPT)
        return Subject(**row) if row else None

    def count_reply(self, chat: int, message: int) -> None:
        """Count one more reply to *message*."""
        sql = "UPDATE prompts SET replies = replies + 1 WHERE chat = ? AND message = ?"
        self._chats.write(sql, chat, message)

    def prune(self, now: float) -> None:
        """Delete those that cannot be replied to any more."""
        self._chats.write("DELETE FROM prompts WHERE sent < ?", now - KEPT)
