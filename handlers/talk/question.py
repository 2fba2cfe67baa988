"""Questions: what a text asks for, about which edition, round and names, in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.core.answers import Call
from handlers.core.arguments import with_labels, year_of
from handlers.core.command import Ask, Services
from handlers.talk.lexicon import AROUND, ROUND, Marked, is_interrogative, is_phrase, mark, misspelt, round_in
from handlers.talk.names import Names, find_names
from store.cup.labels import Label, find_labels, looks_like_label
from store.search.days import parse_day
from store.text.keyboards import nominatives
from store.text.romanise import sound
from store.text.vocabulary import vocabulary

_IN = ("в", "во", "in")
_SINCE = ("с", "со", "since", "from")
_WITH_YEAR = re.compile(r"(?<=[^\W\d])-(?=(?:19|20)\d\d\b)")  # Кубок-2011
_FIRST_YEAR, _LAST_YEAR = 1850, 2100  # of football, for years of which no edition is known
_OF_CENTURY = 30  # two digits from here on are a year of the last century: ’93
_FEW = 2  # words of a text in which any two digits are a year


@dataclass(frozen=True, slots=True)
class Question:
    """What a text asks for (*asked*, keys of the table ``asked``): *edition*, *round*, *names*, *day*.

    All are as typed. *marked* has all words but years and days, *count* is the number of words without those
    that say nothing. It *asks* with a question mark or word, or not, and is *bare* if it has but names and an
    edition.
    """

    asked: frozenset[str]
    edition: str
    round: str
    names: Names
    day: str
    marked: Marked
    count: int
    asks: bool
    bare: bool

    @property
    def left(self) -> tuple[str, ...]:
        """The words that were not understood."""
        return self.names.left


def question_of(text: str, services: Services, *, mended: bool = True) -> Question:
    """The question in *text*, every part of which may be missing; misspelt words are *mended*, or not.

    :raises store.search.lookups.TooManyLookups: within :func:`store.search.lookups.bounded`.
    """
    ask = Ask(Call("season", text), services)
    words = _WITH_YEAR.sub(" ", with_labels(ask, text)).split()
    years = dict(_years(words, services))
    day = _day(words)
    others = [word for place, word in enumerate(words) if place not in {*years, *day}]
    marked = mark(" ".join(others), _kept(others, services))
    rounds = " ".join(marked.those(ROUND))
    edition = " ".join(dict.fromkeys(years.values()))
    label = _only(edition, services)
    latest, first = (
        [
            word
            for word in marked.those(None)
            if sound(word.casefold()) in map(sound, vocabulary("editions")[which])
        ]
        for which in ("latest", "first")
    )
    others = [word for word in marked.those(None) if word not in (*latest, *first)]
    names = find_names(services, others, label)
    if services.archive.labels and (latest or first) and not (names.kind or edition):
        edition = services.archive.latest.id if latest else services.archive.labels[0].id
    found = Question(
        asked=marked.asked,
        edition=edition,
        round=round_in(rounds) or rounds,
        names=names,
        marked=marked,
        day=" ".join(words[place] for place in day),
        count=len(marked.those(*marked.asked, ROUND, None)) + len(years) + len(day),
        bare=set(marked.marks) <= {None},
        asks="?" in text or any(map(is_interrogative, marked.words)),
    )
    return _mended(found, marked) if names.left and mended else found


def _kept(words: list[str], services: Services) -> list[str]:
    """The *words* that are the name of a club in some case, and no word of the lexicon: Жеңістің."""
    return [
        word
        for word in words
        if not is_phrase(word) and any(map(services.clubs.has_name, (word, *nominatives(word.casefold()))))
    ]


def _day(words: list[str]) -> range:
    """The places of a number and a month beside each other, none without any."""
    for place in range(len(words) - 1):
        two = words[place : place + 2]
        if not all(map(str.isdigit, two)) and parse_day(" ".join(two)):
            return range(place, place + 2)
    return range(0)


def _years(words: list[str], services: Services) -> Iterator[tuple[int, str]]:
    """The places of the words that are years or labels of editions, with what they are."""
    known = services.archive.labels
    for place, word in enumerate(words):
        if place and words[place - 1].casefold() in _SINCE:  # all from then on
            continue
        year = year_of(word)
        if not looks_like_label(year):
            continue
        if len(year) == 2:
            if _is_year(year, place, words) and (find_labels(year, known) or len(words) == 1):
                yield place, year
        elif find_labels(year, known) or _FIRST_YEAR <= int(year[:4]) <= _LAST_YEAR:
            yield place, year


def _is_year(year: str, place: int, words: list[str]) -> bool:
    """Whether two digits are a year: ’93, 21 года, в 15, or two of few words."""
    following = words[place + 1].casefold() if place + 1 < len(words) else ""
    before = words[place - 1].casefold() if place else ""
    return (
        year != words[place]
        or int(year) >= _OF_CENTURY
        or len(words) <= _FEW
        or (following not in _IN and following in vocabulary("fillers")["beside_a_year"])
        or before in _IN
    )


def _only(edition: str, services: Services) -> Label | None:
    """The label that *edition* matches, if it is only one."""
    found = find_labels(edition, services.archive.labels) if edition else []
    return found[0] if len(found) == 1 else None


def _mended(question: Question, marked: Marked) -> Question:
    """*question* with what its misspelt words ask for, if it asks for nothing else."""
    if marked.asked - {AROUND}:
        return question
    meant = {word: asked for word in question.names.left if (asked := misspelt(word))}
    if not meant:
        return question
    left = tuple(word for word in question.names.left if word not in meant)
    return replace(question, asked=frozenset(meant.values()), names=replace(question.names, left=left))
