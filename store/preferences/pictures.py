"""Pictures: the ids of files that Telegram has, and which chats want dark ones."""

from store.chats.database import Chats

_DAY = 86_400.0  # seconds
_KEPT = 90 * _DAY  # seconds after a picture was last sent, until its file is forgotten


def file_of(chats: Chats, key: str) -> str | None:
    """Telegram's id of the file of the picture with this *key*; None when it has none."""
    row = chats.row("SELECT file FROM pictures WHERE key = ?", key)
    return str(row["file"]) if row else None


def use_file(chats: Chats, key: str, now: float) -> None:
    """Store, once a day, that the file of a picture was sent."""
    if chats.row("SELECT 1 FROM pictures WHERE key = ? AND used < ?", key, now - _DAY):
        chats.write("UPDATE pictures SET used = ? WHERE key = ?", now, key)


def keep_file(chats: Chats, key: str, file: str, now: float) -> None:
    """Store Telegram's id of the *file* of a picture."""
    sql = "INSERT INTO pictures VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET file = ?, used = ?"
    chats.write(sql, key, file, now, file, now)


def drop_file(chats: Chats, key: str) -> None:
    """Forget the file of a picture, which Telegram no longer has."""
    chats.write("DELETE FROM pictures WHERE key = ?", key)


def prune_files(chats: Chats, now: float) -> None:
    """Forget files that were not sent for three months."""
    chats.write("DELETE FROM pictures WHERE used < ?", now - _KEPT)


def are_dark(chats: Chats, chat: int) -> bool:
    """Whether *chat* wants dark pictures."""
    return chats.row("SELECT 1 FROM dark WHERE chat = ?", chat) is not None


def make_dark(chats: Chats, chat: int, *, dark: bool) -> None:
    """Store whether *chat* wants dark pictures."""
    sql = "INSERT OR IGNORE INTO dark VALUES (?)" if dark else "DELETE FROM dark WHERE chat = ?"
    chats.write(sql, chat)
