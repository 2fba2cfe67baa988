"""Players: their names, and the clubs that they scored for."""

from dataclasses import dataclass

from store.cup.labels import Label
from store.cup.ties import Side
from store.text.folding import digest


@dataclass(frozen=True, slots=True)
class RegisteredPlayer:
    """A man known under several names or at several clubs.

    *appearances* holds (edition id, club id, name as written); *name* is his full name.
    """

    id: str
    name: str
    russian: str = ""
    confidence: str = ""
    sources: tuple[str, ...] = ()
    appearances: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """A man and where his goals stand: *spells* are the clubs he played for under the names they
    bore, edition by edition. *name* is the fullest known, *names* all as they are written.

    *key* stands for him in a button.
    """

    id: str
    name: str
    russian: str
    registered: bool
    names: tuple[str, ...]
    spells: tuple[tuple[Label, Side], ...]

    @property
    def key(self) -> str:
        """Eight hexadecimal digits that stand for him."""
        return digest(self.id)

    @property
    def clubs(self) -> tuple[Side, ...]:
        """The clubs he played for, each name once, oldest first."""
        return tuple(dict.fromkeys(side for _, side in self.spells if side.name))
