"""Parsing of command arguments: editions and rounds, in any order and spelling."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from handlers.core.answers import Button, Call
from handlers.core.callback_data import fits
from handlers.core.command import Ask
from handlers.core.keyboards import rows_of
from store.archive.archive import EditionNotFound, SeveralEditions
from store.archive.finals import finals_of
from store.cup.editions import Edition
from store.cup.labels import Label, find_labels, looks_like_label
from store.cup.rounds import NamedRound, find_round, round_code
from store.text.folding import tidy
from store.text.keyboards import digits_of_kazakh_layout
from store.text.vocabulary import any_of, meanings, vocabulary

# Endings, spaces and punctuation of typed years: 'в 1993 году', 1993!, '93, 1996 – 97.
_YEAR_ENDING = re.compile(
    r"(?<=\d)(?:-?(?:й|го|му|м|ом|ый|[иі]?нш[іы]|ш[іы]|[дт][ае](?:г[ыі]|ғ[ыі]|н)?)|г|ж|-?s)$"
)  # 93-м, 1993г
_SPACED = re.compile(r"\b(\d{4}|\d{2})\s*[-–—/]\s*(\d{4}|\d{2})\b")
_MOST_LABELS = 8  # editions to choose from
_AROUND = "'’‘`\"“”«»()[]!?.,;:="


def _words(ask: Ask) -> list[str]:
    """The words of the argument up to a line with another command; years are stripped by :func:`year_of`,
    words for an edition replaced by its label, and filler words next to a year left out."""
    first, *lines = ask.call.argument.strip().split("\n")
    asked = " ".join((first, *takewhile(lambda line: not line.startswith("/"), lines)))
    words = [year_of(word) for word in with_labels(ask, _SPACED.sub(r"\1-\2", tidy(asked))).split()]
    years = {place for place, word in enumerate(words) if looks_like_label(word)}
    return [
        word
        for place, word in enumerate(words)
        if not {place - 1, place + 1} & years
        or word.strip(_AROUND).casefold() not in vocabulary("fillers")["beside_a_year"]
    ]


def with_labels(ask: Ask, text: str) -> str:
    """*text* with the words for an edition (``last year``, ``позапрошлый``, ``былтыр``) replaced by its
    label, or by a year where there is no edition."""
    # Most arguments are a year: the vocabulary is read when there are words.
    if not any(map(str.isalpha, text)) or not ask.archive.labels or not _relative().search(text):
        return text
    latest, year = ask.archive.latest, ask.services.today().year
    before = ask.archive.neighbours(latest)[0] or latest
    labels = {
        "last_year": str(year - 1),
        "this_year": str(year),
        "year_before_last": str(year - 2),
        "before_last": before.id,
    }
    named = {**meanings("relative"), **meanings("years")}
    return _relative().sub(
        lambda found: labels.get(named[found[0].casefold()], named[found[0].casefold()]), text
    )


@cache
def _relative() -> re.Pattern[str]:
    words = sorted((*meanings("relative"), *meanings("years")), key=len, reverse=True)
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


def year_of(word: str) -> str:
    """*word* without punctuation and endings where that leaves a year, else *word* itself.

    Also a year that was typed with the Kazakh keyboard layout: ``"ұұі``.
    """
    digits = digits_of_kazakh_layout(word.casefold())
    if len(digits) == 4 and digits.isdecimal() and not word.isascii():  # 8.05 is no year
        return digits
    bare = _YEAR_ENDING.sub("", word.strip(_AROUND))
    return bare if looks_like_label(bare) else word


def edition_only(ask: Ask) -> Label:
    """The edition of the call, by default the latest.

    :raises Refused: when no edition matches, or several.
    """
    if edition := edition_of_button(ask):
        return edition
    words = _words(ask)
    _years_of(ask, words)
    return edition_among(ask, " ".join(words), "")


def edition_of_button(ask: Ask) -> Label | None:
    """The edition of a button's call, None when it has none.

    :raises Refused: when that edition no longer exists.
    """
    label = ask.call.edition
    if label is None or label in ask.archive.labels:
        return label
    return edition_among(ask, str(label), ask.call.argument)


def split_edition(ask: Ask) -> tuple[Label | None, str]:
    """The edition of a button, or the one at the end or the beginning of the argument, None when there is
    none; and the rest of the argument.

    A number in the name of a club or round (``Club 33``, ``round of 16``) is no edition, nor are two digits
    next to other words that match none.

    :raises Refused: when a word there can only be an edition, and none or several match.
    """
    if edition := edition_of_button(ask):
        return edition, ask.call.argument
    words = _words(ask)
    whole = " ".join(words)
    if len(words) > 1 and (ask.services.clubs.is_name(whole) or round_code(whole)):
        return None, whole
    years = _years_of(ask, words)
    ends = [(words[place], " ".join(words[:-1] if place else words[1:])) for place in (-1, 0) if words]
    within = [
        (word, " ".join(words[:place] + words[place + 1 :]))
        for place, word in enumerate(words)
        if word in years and _is_known(ask, word)
    ]
    known = [end for end in ends if _fits(ask, end[0])] or within
    for text, rest in sorted(known, key=lambda end: len(end[0]) == 2):
        return edition_among(ask, text, rest), rest
    for text, rest in ends:
        if looks_like_label(text) and (len(text) > 2 or not rest):
            return edition_among(ask, text, rest), rest
    return None, whole


def _is_known(ask: Ask, text: str) -> bool:
    return bool(find_labels(text, ask.archive.labels))


def _years_of(ask: Ask, words: list[str]) -> list[str]:
    """Those of *words* that are years of four digits or labels of editions.

    :raises Refused: with a follow-up question for the edition, when there are several.
    """
    years = list(dict.fromkeys(word for word in words if len(word) > 2 and looks_like_label(word)))
    if len(years) < 2 or not any(_is_known(ask, year) for year in years):
        return years
    rest = " ".join(word for word in words if word not in years)
    labels = dict.fromkeys(label for year in years for label in find_labels(year, ask.archive.labels))
    buttons = [
        Button(ask.show(label), _with_edition(ask, label, rest)) for label in list(labels)[:_MOST_LABELS]
    ]
    raise ask.refuse("core/edition", "several_years", rows_of(buttons, 4), years=years)


def _fits(ask: Ask, text: str) -> bool:
    return bool(find_labels(text, ask.archive.labels)) or _is_latest(text)


def _is_latest(text: str) -> bool:
    """Whether *text* is a word for the latest edition."""
    return not text[:1].isdigit() and text.casefold() in vocabulary("editions")["latest"]


def edition_among(ask: Ask, text: str, rest: str) -> Label:
    """The edition typed as *text*; the buttons of a refusal repeat the call with *rest*."""
    if _is_latest(text):
        return ask.archive.latest
    try:
        return ask.archive.find_edition(text)
    except EditionNotFound as error:
        nearest = _nearest(error.asked, error.known)
        buttons = [Button(ask.show(label), _with_edition(ask, label, rest)) for label in nearest]
        values = {"asked": error.asked, "known": error.known, "nearest": nearest}
        raise ask.refuse("core/edition", "not_found", rows_of(buttons, 2), **values) from None
    except SeveralEditions as error:
        labels = _played_in(ask, rest, error.labels)
        if len(labels) == 1:
            return labels[0]
        buttons = [Button(ask.show(label), _with_edition(ask, label, rest)) for label in labels]
        values = {"asked": error.asked, "decided": finals_of(ask.archive, labels)}
        raise ask.refuse("core/edition", "several", rows_of(buttons, 3), **values) from None


def _played_in(ask: Ask, club: str, labels: Sequence[Label]) -> Sequence[Label]:
    """Those of *labels* in which a club, if one is named, played; all of them if it played in none."""
    known = ask.services.clubs.find(club).one if club else None
    return [label for label in labels if known in ask.archive.edition(label).entrants] or labels


def _nearest(asked: str, known: Sequence[Label]) -> list[Label]:
    """The editions before and after the year *asked*; the latest for what is no year."""
    if not (asked.isdecimal() and len(asked) == 4):
        return [known[-1]]
    before = [label for label in known if label.last < int(asked)]
    after = [label for label in known if label.first > int(asked)]
    return [*before[-1:], *after[:1]]


def _with_edition(ask: Ask, label: Label, rest: str) -> Call:
    """The same call for the edition *label*; a *rest* too long for callback data is replaced by the club that
    it resolves to, if any."""
    call = replace(ask.call, edition=label, argument="", page=0)
    typed = replace(call, argument=rest)
    if not rest or fits(typed):
        return typed
    club = ask.services.clubs.find(rest, label).one
    return replace(call, clubs=(club,)) if club else call


def choose_round(ask: Ask, text: str, edition: Edition) -> NamedRound | None:
    """The round of *edition* given by a button or by *text*, None when none matches."""
    if ask.call.round is not None:
        return next((round_ for round_ in edition.rounds if round_.number == ask.call.round), None)
    return find_round(text, edition.rounds, whole=edition.whole)
