"""Choosing distractors: of the kind and script of the right answers, and distinct for a reader."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from store.cup.labels import Label
from store.cup.ties import Goals, Side
from store.text.folding import fold, fold_club, surname
from store.trivia.question import Option
from store.trivia.settled import SettledCup

LONGEST = 40  # characters of an answer, and of a name in a question
LONGEST_ORDER = 90  # characters of an answer that is several names
_LONG = 4  # letters of a word that is the same with another letter
_FEWEST = 2  # distractors of a size; a question with one right answer needs three, see Question.askable
_MOST = 12  # distractors of a question

Alike = Callable[[Option, Option], bool]


def script_of(text: str) -> str:
    """The script of the first letter of *text*, by its Unicode name; empty without a letter."""
    letter = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def form_of(name: str) -> tuple[int, bool]:
    """The form of a player's name: its number of words, and whether it has initials."""
    return len(name.split()), "." in name


def written_like(name: str, options: Iterable[Option]) -> Iterator[Option]:
    """The players whose names have the form of *name*: others would stand out next to it."""
    return (option for option in options if form_of(option.text) == form_of(name))


def alike_in_words(one: Option, other: Option) -> bool:
    """Whether the words of one are among those of the other: ``Shakhter``, ``Shakhter Karagandy``."""
    words, others = set(fold(one.text).split()), set(fold(other.text).split())
    return one.id == other.id or words <= others or others <= words


def share_a_word(one: str, other: str) -> bool:
    """Whether a word of one name is in the other too, or is with another letter, as in spellings of several
    alphabets: ``Bolat``, ``Bulat-CSKA``."""
    words, others = fold(one).split(), fold(other).split()
    return any(_is_the_same(first, second) for first in words for second in others)


def _is_the_same(word: str, other: str) -> bool:
    nearly = min(len(word), len(other)) >= _LONG and Levenshtein.distance(word, other, score_cutoff=1) <= 1
    return word == other or nearly


def alike_as_players(one: Option, other: Option) -> bool:
    """Whether they may be the same player: by id or surname."""
    return one.id == other.id or fold(surname(one.text)) == fold(surname(other.text))


def alike_as_texts(one: Option, other: Option) -> bool:
    """Whether they have the same id or text."""
    return one.id == other.id or one.text == other.text


def alike_as_clubs(cup: SettledCup) -> Alike:
    """A predicate: whether two clubs may be confused, by their names in the answers or by any other names."""

    def alike(one: Option, other: Option) -> bool:
        borne = fold_club(one.text) in cup.names(other.id) or fold_club(other.text) in cup.names(one.id)
        return borne or alike_in_words(one, other)

    return alike


def edition_option(label: Label) -> Option:
    """An edition as an answer."""
    return Option(label.id, str(label))


def alike_as_editions(cup: SettledCup) -> Alike:
    """A predicate: whether two editions share a calendar year."""

    def alike(one: Option, other: Option) -> bool:
        first, second = cup.archive.by_id[one.id], cup.archive.by_id[other.id]
        return first.first <= second.last and second.first <= first.last

    return alike


def club_option(side: Side) -> Option:
    """A club as an answer where its size does not matter."""
    return Option(side.club, side.name)


def man_option(goals: Goals) -> Option:
    """A scorer as an answer."""
    return Option(goals.player, goals.name)


def wrong_beside(rights: Sequence[Option], candidates: Iterable[Option], alike: Alike) -> tuple[Option, ...]:
    """The distractors: *candidates* of the sizes of *rights* that cannot be confused with *rights* or each
    other, in their order.

    At most :data:`_MOST` of a size, none of a size of which there are too few for a question.
    """
    script = script_of(rights[0].text)
    sizes = {right.size: 0 for right in rights}
    wrongs: list[Option] = []
    for candidate in candidates:
        if sizes.get(candidate.size, _MOST) >= _MOST:
            continue
        fits = len(candidate.text) <= LONGEST and script_of(candidate.text) == script
        if fits and not any(alike(candidate, other) for other in (*rights, *wrongs)):
            wrongs.append(candidate)
            sizes[candidate.size] += 1
            if all(number >= _MOST for number in sizes.values()):
                break
    return tuple(wrong for wrong in wrongs if sizes[wrong.size] >= _FEWEST)
