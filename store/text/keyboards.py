"""Correcting typed text: look-alike letters (homoglyphs), wrong keyboard layouts, inflected words."""

import re
from functools import lru_cache

# Look-alike letters, in lower or in upper case: Latin, and Cyrillic in the same order.
_LATIN = "abcehijkmopstxy"
_CYRILLIC = "авсеніјкморѕтху"
_TO_CYRILLIC = str.maketrans(_LATIN + "03", _CYRILLIC + "оз")
_TO_LATIN = str.maketrans(_CYRILLIC + "ёү0", _LATIN + "eyo")

# The same keys in three layouts, from the top row to the bottom one.
_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED = str.maketrans('~{}:"<>', "`[];',.")
_KAZAKH = "әіңғүұқөһ"  # on the digit row
_TO_RUSSIAN = str.maketrans(_QWERTY, _RUSSIAN)
_TO_KAZAKH = _TO_RUSSIAN | str.maketrans("2345890-=" + "@#$%*()_+", _KAZAKH * 2)
_TO_QWERTY = str.maketrans(_RUSSIAN + _KAZAKH, _QWERTY + "2345890-=")
_TO_DIGITS = str.maketrans('"' + _KAZAKH[:-2] + ",.", "1234589067")

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_LEADING = re.compile(r"[;'\[,.`{:\"<~@#$%*()_+=-](?=\w)")  # a letter of another layout, before a word
_WORD = re.compile(r"\w+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_ADJECTIVE_ENDING = re.compile(r"ск(?:ого|ому|им|ом|ое|ая|ую|ой|ие|их|ими)\b")
_RUSSIAN_ENDING = re.compile(r"(?<=\w{3})(?:ами|ом|ем|ой|ым|им|а|у|е|ы|и|я|ю)\b")
_FEMININE_ENDING = re.compile(r"(?<=\w{3})(?:ой|ы|е|у)\b")
_KAZAKH_ENDING = re.compile(r"(?<=\w{3})(?:[ндт][ыі][ңн]?|[ғгқк][ае]|[дт][ае]н?|[мбп]ен)\b")


def mend_look_alikes(text: str) -> str:
    """*text*, in lower case, with each word of mixed alphabets converted to one of them.

    ``тоbol`` becomes ``tobol``. The alphabet of most of its letters is preferred if all others have a
    counterpart there, else it is the other one; a word that would stay mixed is unchanged.
    """
    return text if text.isascii() else _WORD.sub(lambda found: _mend(found[0]), text)


@lru_cache(1 << 12)
def _mend(word: str) -> str:
    cyrillic = sum(map(is_cyrillic, word))
    others = sum(map(str.isalpha, word)) - cyrillic
    if not cyrillic or (not others and not {"0", "3"} & set(word)):
        return word
    in_cyrillic, in_latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if all(map(is_cyrillic, in_cyrillic)) and (cyrillic >= others or not in_latin.isascii()):
        return in_cyrillic
    return in_latin if in_latin.isascii() else word


def is_cyrillic(text: str) -> bool:
    """Whether *text* contains a Cyrillic letter."""
    return _CYRILLIC_LETTER.search(text) is not None


def other_layouts(text: str) -> tuple[str, ...]:
    """*text*, in lower case, converted from each keyboard layout that it may have been typed in by mistake.

    From QWERTY to ЙЦУКЕН, Russian and Kazakh, and from both of these to QWERTY; without surrounding
    punctuation, and also with the one leading sign that may be a letter (``;tnsce`` is жетысу).
    """
    bare = _OUTER.sub("", text)
    leading = _LEADING.search(text)
    texts = [bare, *([leading[0] + bare] if leading and text.endswith(text[leading.start() :]) else [])]
    layouts = (_TO_QWERTY,) if is_cyrillic(bare) else (_TO_RUSSIAN, _TO_KAZAKH)
    swapped = [(one.translate(_SHIFTED) if layouts != (_TO_QWERTY,) else one) for one in texts]
    return tuple(
        dict.fromkeys(
            found for one in swapped for layout in layouts if (found := one.translate(layout)) != one
        )
    )


def nominatives(text: str) -> tuple[str, ...]:
    """*text*, in lower case, with its words stemmed to the nominative: as Russian, also in -а, and as Kazakh.

    ``кайратом`` gives кайрат, ``астаны`` астана, ``найдовского`` найдовский, ``ақтөбенің`` ақтөбе; a word
    that only looks inflected loses its last letters. Empty for a text without Cyrillic letters.
    """
    if not is_cyrillic(text):
        return ()
    russian = _ADJECTIVE_ENDING.sub("ский", text)
    feminine = _FEMININE_ENDING.sub("а", russian)
    return tuple(dict.fromkeys((_RUSSIAN_ENDING.sub("", russian), feminine, _KAZAKH_ENDING.sub("", text))))


def digits_of_kazakh_layout(text: str) -> str:
    """*text* with the characters of the Kazakh layout's digit keys as digits: ``"ұұі`` is 1993."""
    return text.translate(_TO_DIGITS)
