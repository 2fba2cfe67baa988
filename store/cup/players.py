"""Players: their names, and the clubs that they played for; and referees."""

from dataclasses import dataclass

from store.cup.labels import Label
from store.cup.ties import Side
from store.text.folding import digest

SAME_NAME = "same name"


@dataclass(frozen=True, slots=True)
class RegisteredPlayer:
    """A player of the registry, with names in Russian and Kazakh, or several names or clubs.

    *confidence* :data:`SAME_NAME` says that no source makes its appearances one player's: they have one name
    at one club.

    *appearances* holds (edition id, club id, name as written); *name* is the fullest one known, *formed* says
    that no source was seen for its *russian* form. *also* are other names and spellings that find the player.
    """

    id: str
    name: str
    russian: str = ""
    kazakh: str = ""
    formed: bool = False
    also: tuple[str, ...] = ()
    confidence: str = ""
    sources: tuple[str, ...] = ()
    appearances: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """A player. *spells* are the clubs that the player played for, by edition, under their names of
    the time. *name* is the fullest name known, *names* are all spellings in the files and the registry.
    *registered* says that sources make it one player.

    *key* identifies the player in a button.
    """

    id: str
    name: str
    russian: str
    kazakh: str
    registered: bool
    names: tuple[str, ...]
    spells: tuple[tuple[Label, Side], ...]

    @property
    def key(self) -> str:
        """Eight hexadecimal digits that identify the player, a hash of the id."""
        return digest(self.id)

    @property
    def clubs(self) -> tuple[Side, ...]:
        """The clubs that the player played for, each name once, oldest first."""
        return tuple(dict.fromkeys(side for _, side in self.spells if side.name))


@dataclass(frozen=True, slots=True)
class Referee:
    """A referee, with names in Russian and Kazakh, empty where they are not known.

    *also* are other names and spellings in files, *formed* says that no source was seen for its *russian*
    form.
    """

    id: str
    name: str
    russian: str = ""
    kazakh: str = ""
    formed: bool = False
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
