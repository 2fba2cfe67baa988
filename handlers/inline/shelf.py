"""Cards as they are sent, kept for the day: making one takes ten times as long as finding it here."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.core.answers import Call

_MOST = 3_000  # cards, of some 700 bytes each


@dataclass(frozen=True, slots=True)
class Card:
    """A result of an inline query: its *id*, and as it is sent, in JSON, compressed."""

    id: str
    compressed: bytes

    @classmethod
    def of(cls, article: dict[str, Any]) -> "Card":
        """The card that is sent as *article*."""
        return cls(article["id"], zlib.compress(json.dumps(article, ensure_ascii=False).encode(), level=1))

    @property
    def json(self) -> str:
        """The result as the Bot API expects it."""
        return zlib.decompress(self.compressed).decode()


class Shelf:
    """Keeps the cards of one day by their calls and languages, up to 3,000 of those used last."""

    def __init__(self) -> None:
        self._cards: dict[tuple[Call, str], Card | None] = {}  # least recently used first
        self._day: date | None = None

    def has(self, call: Call, language: str, day: date) -> bool:
        """Whether the card of *call* is here for that *day*, or it is known that there is none."""
        return day == self._day and (call, language) in self._cards

    def get(self, call: Call, language: str, day: date, make: Callable[[], Card | None]) -> Card | None:
        """The card of *call*, by *make* if there is none of that *day*; None when there is no such card.

        :raises BaseException: whatever *make* raises; nothing is kept then.
        """
        if day != self._day:
            self._cards.clear()
            self._day = day
        key = call, language
        card = self._cards.pop(key) if key in self._cards else make()
        if len(self._cards) >= _MOST:
            del self._cards[next(iter(self._cards))]
        self._cards[key] = card
        return card
