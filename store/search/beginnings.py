"""Names that begin like what is being typed, as they sound in any language and alphabet."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from store.text.folding import words_of
from store.text.keyboards import other_layouts
from store.text.romanise import sound

_SHORTEST, _LONGEST = 2, 30  # letters
_MOST = 20


class Beginnings:
    """A search index of *names* by id, the ids that are most likely meant first."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.keys = list(names)
        """The ids, those most likely meant first."""
        names_of = {key: {_heard(name) for name in each} for key, each in names.items()}
        self._whole = {(heard, key) for key, each in names_of.items() for heard in each}
        self._named = {heard: key for key, each in reversed(names_of.items()) for heard in each}
        self._heard = [
            (heard, key) for key, each in names_of.items() for name in each for heard in _from_each_word(name)
        ]
        self._sorted = sorted((heard, place) for place, (heard, _) in enumerate(self._heard))

    def find(self, text: str, shortest: int = _SHORTEST) -> list[str]:
        """The ids of which a name, or a later word of it, begins like *text*, in this keyboard layout or
        another; first those of which it is the whole. At most twenty; none for fewer letters than *shortest*.
        """
        typed = _typed(text, shortest)
        places = sorted({place for beginning in typed for place in self._places(beginning)})
        begun = [self._heard[place] for place in places]
        whole = [key for heard, key in begun if heard in typed and (heard, key) in self._whole]
        return list(islice(dict.fromkeys([*whole, *(key for _, key in begun)]), _MOST))

    def called(self, text: str) -> str | None:
        """The id of which *text* is a whole name, in this keyboard layout or another; None for none."""
        return next((self._named[heard] for heard in _typed(text, _SHORTEST) if heard in self._named), None)

    def _places(self, beginning: str) -> Iterator[int]:
        """The places of what begins so, in no order."""
        first = bisect_left(self._sorted, (beginning, 0))
        for heard, place in islice(self._sorted, first, None):
            if not heard.startswith(beginning):
                return
            yield place


def _typed(text: str, shortest: int) -> set[str]:
    """What *text* sounds like in this keyboard layout, and in others; nothing for too short or long a one."""
    if not shortest <= len(text) <= _LONGEST:
        return set()
    spellings = (text, *other_layouts(text.casefold())) if " " not in text else (text,)
    return {_heard(spelling) for spelling in spellings} - {""}


def _heard(text: str) -> str:
    return " ".join(map(sound, words_of(text)))


def _from_each_word(heard: str) -> Iterator[str]:
    """A name as it is heard, from each of its words on."""
    words = heard.split()
    return (" ".join(words[place:]) for place in range(len(words)))
