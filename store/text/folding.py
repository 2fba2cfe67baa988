"""Normalising names to keys: tidying text, and folding it until all spellings of a name share a key."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from store.text.keyboards import mend_look_alikes
from store.text.romanise import plain, sound

_APOSTROPHE = re.compile(r"['’ʼʹ′`]")
_MARKS = re.compile(r"[\u0300-\u036f]")  # left uncomposed by NFC
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_NOT_ASCII_WORDS = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """*text* in Unicode normalisation form C, invisible characters removed, whitespace collapsed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def key_as_written(name: str) -> str:
    """*name* tidied and case-folded: a key that other spellings of the name don't share."""
    return tidy(name).casefold()


@lru_cache(maxsize=1 << 12)
def words_of(text: str) -> tuple[str, ...]:
    """The words of *text*, case-folded, without punctuation, each in one alphabet if possible."""
    small = _APOSTROPHE.sub("", tidy(text).replace("№", " no ")).casefold()
    if small.isascii():
        return tuple(_NOT_ASCII_WORDS.sub(" ", small).split())
    letters = "".join(" " if unicodedata.category(char)[0] in "PSZ" else char for char in small)
    composed = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFC", letters)))
    return tuple(mend_look_alikes(composed).split())


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """A search key that spellings of a name share: lower-case Latin letters, digits and single spaces.

    ``Қайрат``, ``Кайрат``, ``Kayrat`` and ``KAIRAT`` all fold to ``kairat``; ``Kaisar`` does not. Latin
    letters are read as in English, see :mod:`store.text.romanise`. A text without any letter or digit
    folds to the empty string.
    """
    return " ".join(filter(None, map(sound, words_of(text))))


@lru_cache(maxsize=1 << 12)
def fold_player(name: str) -> str:
    """A key of a player's name, stricter than :func:`fold`: Чернов and Шернов, Ляпин and Лапин differ.

    Only letters that one file varies in one player's name are merged: й, ы and и, ё and е. An initial is
    its first letter.
    """
    words = [
        plain(word)[:1] if len(word) == 1 else plain(word.replace("ё", "е")).replace("y", "i")
        for word in words_of(name)
    ]
    return " ".join(filter(None, words))


# Words for the legal form of a club, which do not say which club it is, and the word before a number.
_LEGAL = "FC FK PFC PFK SC CF AFC Club Klub football ФК ПФК СК клуб клубы футбольный футбол No"
LEGAL_WORDS = frozenset(map(fold, _LEGAL.split()))


def fold_club(text: str) -> str:
    """:func:`fold` without the legal words (``FC``, ``ФК`` …), unless nothing else is left."""
    words = fold(text).split()
    return " ".join(word for word in words if word not in LEGAL_WORDS) or " ".join(words)


def digest(text: str, length: int = 8) -> str:
    """The first *length* hexadecimal digits of the BLAKE2s hash of *text*."""
    return hashlib.blake2s(text.encode()).hexdigest()[:length]


def slug(text: str) -> str:
    """An identifier of at most 25 ASCII characters for a name that is in no registry.

    Readable where the name can be romanised, and distinct for names that differ in any letter.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:16].strip("-")
    return f"{readable}-{digest(text)}" if readable else digest(text)


def surname(name: str) -> str:
    """The surname in a player's *name*: its last word, case-folded, full stops read as spaces."""
    return name.replace(".", " ").split()[-1].casefold() if name.strip(". ") else name
