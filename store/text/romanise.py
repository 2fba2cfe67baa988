"""Romanisation: phonetic keys of words in Cyrillic and in the romanisation systems in use.

A *sound* of a word is its reading by one system, in plain Latin letters: j for ж, sh for ш, щ and
ч (Kazakh ш is Russian ч: Шымкент, Чимкент), h for х, c for ц, i for и, й and ы, plain vowels for
soft ones. Cyrillic letters have one reading; Latin ones several (``ch`` is ч in English, ш in
French, х in German).
"""

import re
from functools import lru_cache

from anyascii import anyascii

from store.text.vocabulary import any_of


def _pairs(pairs: str) -> dict[str, str]:
    """``"sch=sh zh=j"`` as a mapping."""
    return dict(re.findall(r"(\S+?)=(\S*)", pairs))


# Kazakh letters as the Russian ones that replace them: Қайрат is Кайрат, not "qayrat", which would be
# at the same edit distance from Atyrau as from Kairat.
_CYRILLIC = _pairs(
    "а=a б=b в=v г=g д=d е=e ё=io ж=j з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c "
    "ч=sh ш=sh щ=sh ъ= ы=i ь= э=e ю=iu я=ia ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i ї=i є=e ґ=g ў=u ј=j"
)

_BGN = _CYRILLIC | _pairs("ж=zh х=kh ц=ts ч=ch щ=shch ы=y й=y ё=yo ю=yu я=ya")

# English and BGN, and letters with diacritics by their reading in most systems.
_LATIN = _pairs(
    "shch=sh sch=sh tch=sh ch=sh sh=sh dzh=j zh=j dj=j kh=h gh=g ts=c x=ks q=k w=v y=i "
    "š=sh ş=sh ŝ=sh ș=sh č=sh ç=sh ĉ=sh šč=sh ž=j ż=j ĵ=j ẑ=j ı=i ï=i ý=i ÿ=i "
    "ğ=g ǵ=g ǧ=g ġ=g ḥ=h ħ=h ḩ=h ț=c ţ=c"
)
_VOICED = "(s)"  # a German s between vowels: з
_BETWEEN_VOWELS = re.compile("(?<=[aeiouyäöü])s(?=[aeiouyäöü])")

# The letters that each other system reads differently.
_SYSTEMS = {
    "ISO 9 and scholarly": _pairs("j=i ch=h x=h â=ia û=iu ë=io šč=sh"),
    "German": _pairs(f"schtsch=sh tsch=sh dsch=j sch=sh ch=h j=i z=c tz=c {_VOICED}=z"),
    "German, sch for ж": _pairs(f"sch=j ch=h j=i z=c {_VOICED}=z"),
    "French": _pairs("chtch=sh tch=sh ch=sh j=j ou=u gu=g c=k"),
    "Polish": _pairs("szcz=sh sz=sh cz=sh ć=sh ch=h dż=j rz=j j=i"),
    "Turkish": _pairs("c=j"),
    "Kazakh of 2018": _pairs("ý=u w=u x=h"),
    "Dutch": _pairs("sjtsj=sh sj=sh tsj=sh zj=j oe=u j=i ch=h"),
}

_SOFT = re.compile(r"i([aeou])")
_SOFT_VOWELS = _pairs("a=a e=e o=e u=u")
_DOUBLED = re.compile(r"(sh|[a-z])\1+")
_NEITHER = re.compile(r"[^a-z0-9]+")


def _pattern(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(any_of(sorted(table, key=lambda letters: -len(letters))))


_ENGLISH = _pattern(_LATIN)
# Of each other system, the letters that it reads differently, its whole table, and a pattern for that.
_OTHERS = [(_pattern(own), _LATIN | own, _pattern(_LATIN | own)) for own in _SYSTEMS.values()]
_MARKED = {letter for table in (_LATIN, *_SYSTEMS.values()) for letters in table for letter in letters}


@lru_cache(maxsize=1 << 13)
def sound(word: str) -> str:
    """The sound of *word*, in lower case, with its Latin letters read as in English."""
    return _finish(_ENGLISH.sub(_in_english, word if word.isascii() else _latin(word)))


def _in_english(found: re.Match[str]) -> str:
    return _LATIN[found[0]]


@lru_cache(maxsize=1 << 10)
def other_sounds(word: str) -> tuple[str, ...]:
    """The sound of *word* by each of the other systems, equal to :func:`sound` where they agree.

    Always one per system, in the same order, so that all words of a text can be read by one system.
    """
    english, latin = sound(word), _latin(word)
    voiced = _BETWEEN_VOWELS.sub(_VOICED, latin)
    spellings = (voiced if _VOICED in table else latin for _, table, _ in _OTHERS)
    return tuple(
        _finish(pattern.sub(lambda found, table=table: table[found[0]], spelling))  # type: ignore[misc]
        if own.search(spelling)
        else english
        for spelling, (own, table, pattern) in zip(spellings, _OTHERS, strict=True)
    )


@lru_cache(maxsize=1 << 12)
def plain(word: str) -> str:
    """*word*, in lower case, transliterated letter by letter to Latin: for edit distances of typing errors.

    An error inside ``zh`` or between t and s changes a :func:`sound` beyond recognition.
    """
    if word.isascii():
        return word
    return _NEITHER.sub("", anyascii("".join(_BGN.get(char, char) for char in word)).lower())


def _latin(word: str) -> str:
    """*word* in Latin letters, those in no table transliterated by anyascii.

    Cyrillic letters become sounds in upper case, which no table reads again.
    """
    return "".join(
        char
        if char.isascii() or char in _MARKED
        else _CYRILLIC[char].upper()
        if char in _CYRILLIC
        else anyascii(char).lower()
        for char in word
    )


def _finish(sounds: str) -> str:
    """The last step of all systems: soft vowels made plain, doubled letters single."""
    if not sounds.islower() or not sounds.isascii():
        sounds = _NEITHER.sub("", anyascii(sounds).lower().replace("ts", "c").replace("dj", "j"))
    if "i" in sounds:
        sounds = _SOFT.sub(_soft_vowel, sounds)
    return _DOUBLED.sub(_first_letter, sounds)


def _first_letter(found: re.Match[str]) -> str:
    return found[1]


def _soft_vowel(found: re.Match[str]) -> str:
    return _SOFT_VOWELS[found[1]]
