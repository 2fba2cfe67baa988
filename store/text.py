"""Names as keys: tidying what was written, and folding it until spellings of one name meet."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Kazakh letters to the Russian ones they are usually exchanged for, before transliteration:
# anyascii alone makes Қайрат "qayrat", as near to Atyrau as to Kairat.
# Russian ё is as often written е.
_KAZAKH = str.maketrans("әғқңөұүһіё", "агкноуухие")

# Spellings of one sound in the romanisations met with, in the order they are applied.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("tch", "sh"),
    ("ch", "sh"),
    ("dzh", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("ie", "e"),
    ("io", "e"),
    ("iu", "u"),
    ("ia", "a"),
)

_APOSTROPHE = re.compile(r"['’ʼʹ′`]")
_DOUBLED = re.compile(r"([a-z])\1+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def tidy(text: str) -> str:
    """*text* in Unicode's composed form, invisible characters dropped, white space single."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A lower-case key of Latin letters, digits and single spaces that spellings of a name share.

    ``Қайрат``, ``Кайрат``, ``Kayrat`` and ``KAIRAT`` all give ``kairat``; ``Kaisar`` does not.
    Names in scripts without letters that romanise give what anyascii makes of them; a text
    with no letter or digit at all gives the empty string.
    """
    plain = _APOSTROPHE.sub("", tidy(text)).casefold().translate(_KAZAKH)
    letters = "".join(" " if unicodedata.category(char)[0] in "PS" else char for char in plain)
    words = []
    for word in re.sub(r"[^a-z0-9]+", " ", _APOSTROPHE.sub("", anyascii(letters)).lower()).split():
        for written, sound in _SOUNDS:
            word = word.replace(written, sound)
        words.append(_DOUBLED.sub(r"\1", word))
    return " ".join(words)


# Words that say what kind of thing a club is, not which club it is.
_LEGAL = "FC|FK|PFC|PFK|SC|CF|AFC|Club|Klub|football|ФК|ПФК|СК|клуб|клубы|футбольный|футбол"
LEGAL_WORDS = frozenset(map(fold, _LEGAL.split("|")))


def fold_club(text: str) -> str:
    """:func:`fold` without the legal words (``FC``, ``ФК`` …), unless nothing else is left."""
    words = fold(text).split()
    return " ".join(word for word in words if word not in LEGAL_WORDS) or " ".join(words)


def digest(text: str, length: int = 8) -> str:
    """*length* hexadecimal digits that stand for exactly this *text*."""
    return hashlib.blake2s(text.encode()).hexdigest()[:length]


def slug(text: str) -> str:
    """An identifier of at most 31 ASCII characters for a name that no registry knows.

    Readable where the name romanises, and different for names that differ in any letter.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:22].strip("-")
    return f"{readable}-{digest(text)}" if readable else digest(text)


def surname(name: str) -> str:
    """What a man is listed by: the last word of *name* without initials, upper and lower case alike."""
    return name.replace(".", " ").split()[-1].casefold() if name.strip(". ") else name
