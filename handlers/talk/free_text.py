"""Natural-language matching of free text: the call that a text without a command stands for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from rapidfuzz.distance import OSA

from handlers.core.answers import Call, Refused
from handlers.core.arguments import split_edition, with_labels, year_of
from handlers.core.command import AnyCommand, Ask, Services, Understood, read
from handlers.talk.deciding import call_of, unanswered
from handlers.talk.lexicon import MOST_OF_A_LAYOUT
from handlers.talk.question import Question, question_of
from store.archive.archive import EmptyArchive
from store.cup.labels import looks_like_label
from store.cup.rounds import round_code
from store.search.days import parse_day
from store.search.lookups import TooManyLookups, bounded
from store.text.folding import tidy, words_of
from store.text.keyboards import nominatives, other_layouts
from store.text.vocabulary import meanings, vocabulary

_LONGEST = 300  # characters of a text that is matched
_MOST_LOOKUPS = 40  # of names in one text; real requests need far fewer
_LONGEST_CALLING = 3  # words of a command's synonym
_MOST_OF_A_NAME = 2  # words
_MOST_OF_A_CLUB = 6  # words of the name of a club and an edition
_SHORTEST_LIKE = 4  # letters of a command that may be misspelt
_MOST_WRONG = 2  # of them
_EDGES = " ?!.,:;="
_ABOUT_THE_CUP = (
    *("club", "clubs", "final", "finals", "group", "h2h", "lineups", "missing", "player", "records"),
    *("results", "road", "scorers", "season", "sources", "titles"),
)
_OWN_WORDS = ("all", "apart", "years")  # arguments that are no words of a question
_OF_THE_BOT = {"trivia", "help", "top", "not_here"}  # or not of the cup
_OF_TALK = ("lineups", "nothere")  # commands that have no name to type


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text stands for: a call, parsed already where matching needed it, and the words of the text that
    were *left* out of it. *asks* says that it is a question, and no remark that has the words of one."""

    meant: Call | Understood
    left: tuple[str, ...] = ()
    asks: bool = False

    @property
    def is_whole_question(self) -> bool:
        """Whether the whole text is a question about the cup."""
        return self.asks and not self.left and self.call.command in _ABOUT_THE_CUP

    @property
    def call(self) -> Call:
        """The call."""
        return self.meant if isinstance(self.meant, Call) else self.meant.ask.call


def meaning_of(
    text: str, services: Services, commands: Collection[AnyCommand], *, mended: bool = True
) -> Meaning | None:
    """What *text* stands for; None when that is not known, or less than half of its words are understood.

    Rules, in order: a command's name before or after an argument that it accepts (``final 1993``), or a
    synonym of one that does not answer from the archive (``викторина 5``); the name of a club; a question,
    whose words may come in any order, see :mod:`handlers.talk.question`; a day of the year. Misspelt words of
    a question are *mended*, or not.
    """
    return understood(text, services, commands, mended=mended)[0]


def understood(
    text: str, services: Services, commands: Collection[AnyCommand], *, mended: bool = True
) -> tuple[Meaning | None, Question | None]:
    """What *text* stands for, as :func:`meaning_of`, and the question that it was read as; None where it need
    not be, or where that would take too long."""
    if len(text) > _LONGEST:
        return None, None
    asks, text = "?" in text, tidy(text).strip(_EDGES)
    if not text:
        return None, None
    try:
        with bounded(_MOST_LOOKUPS):
            known = {command.name: command for command in commands}
            if found := _without_question(text, services, known):
                return replace(found, asks=found.asks or asks), None
            question = question_of(text, services, mended=mended)
            found = _as_question(text, question, known)
            return (replace(found, asks=found.asks or asks) if found else None), question
    except TooManyLookups:
        return None, None


def _without_question(text: str, services: Services, commands: Mapping[str, AnyCommand]) -> Meaning | None:
    """What *text* stands for that is a command, or the name of a club."""
    if code := meanings("languages").get(text.casefold()):
        return Meaning(Call("language", word=code))
    for command, called in _by_word(text, commands):
        if command.name in _ABOUT_THE_CUP and called.argument.casefold() not in ("", *_OWN_WORDS):
            continue  # a question
        if meant := _read(command, Ask(called, services), commands):
            return Meaning(meant, asks=bool(called.argument))
    if _is_name(text, services):
        return Meaning(Call("club", text), asks=True)
    return None


def _as_question(text: str, question: Question, commands: Mapping[str, AnyCommand]) -> Meaning | None:
    """What a *question* stands for, which *text* was read as."""
    if not question.names.kind and not round_code(text) and (question.day or parse_day(text)):
        return Meaning(Call("today", question.day or text), question.left)
    call = call_of(question) if _is_understood(question) else None
    named = call.argument.split() if call else []  # a player who is not known is asked for by the words left
    left = [word for word in question.left if word not in named]
    left += [*question.day.split(), *unanswered(question)]
    about = bool(question.edition or question.names.kind or len(question.asked) > 1)
    asks = question.bare or (question.asks and about) or bool(question.edition and question.asked)
    return Meaning(call, tuple(left), asks) if call and call.command in {*commands, *_OF_TALK} else None


def _is_understood(question: Question) -> bool:
    """Whether half of the words of *question* are understood, or more than half of a remark."""
    left = len(question.left)
    if left <= _MOST_OF_A_NAME and question.asked & {"scorers", "player"}:
        return True  # they may be the name of a player
    asks = question.asks or bool(question.edition) or not question.asked or question.asked & _OF_THE_BOT
    return question.count >= 2 * left if asks else question.count > 2 * left


def _is_name(text: str, services: Services) -> bool:
    """Whether *text* is the name of a club, with an edition or without."""
    if text.count(" ") >= _MOST_OF_A_CLUB:
        return False
    years = any(looks_like_label(year_of(word)) for word in text.split())
    if not years and with_labels(Ask(Call("club", text), services), text) == text:
        return services.clubs.has_name(text)  # there is no edition
    try:
        _, name = split_edition(Ask(Call("club", text), services))
    except (Refused, EmptyArchive):
        return False
    return bool(name) and services.clubs.has_name(name)


def _by_word(text: str, commands: Mapping[str, AnyCommand]) -> Iterator[tuple[AnyCommand, Call]]:
    """Commands whose name or synonym begins or ends *text*, with the rest of it as the argument."""
    spellings: tuple[str, ...] = (text,)
    if text.count(" ") < MOST_OF_A_LAYOUT:
        spellings = (text, *other_layouts(text.casefold()), *nominatives(text.casefold()))
    for spelling in spellings:
        words = spelling.split()
        small = list(map(words_of, words))
        for count in range(min(_LONGEST_CALLING, len(words)), 0, -1):
            for called, rest in ((small[:count], words[count:]), (small[-count:], words[:-count])):
                if command := commands.get(_command_called(tuple(chain.from_iterable(called)))):
                    yield command, Call(command.name, " ".join(rest))


def _command_called(words: tuple[str, ...]) -> str:
    """The name of the command with the synonym *words*, else *words*, which may be a name themselves."""
    return _callings().get(words, " ".join(words))


@cache
def _callings() -> Mapping[tuple[str, ...], str]:
    return {
        words_of(word): name
        for name, words in vocabulary("commands").items()
        for word in words
        if name == "trivia" or word not in meanings("asked")
    }


def _read(command: AnyCommand, ask: Ask, commands: Mapping[str, AnyCommand]) -> Call | Understood | None:
    """The call as parsed by *command*; None when its argument is refused or needs a follow-up question."""
    argument = ask.call.argument
    if argument and not (command.usage and command.read):
        return None
    try:
        return read(ask, commands)
    except (Refused, EmptyArchive):
        return None if argument else ask.call


def command_like(name: str, commands: Collection[AnyCommand]) -> str | None:
    """The command that *name* may be a misspelling of, also of its synonym; None when it is like none."""
    called = {command.name: command.name for command in commands}
    called |= {words[0]: name for words, name in _callings().items() if len(words) == 1}
    small = name.casefold()
    near = {word: OSA.distance(word, small) for word in called if len(word) >= _SHORTEST_LIKE}
    nearest = min(near, key=lambda word: near[word], default="")
    return called[nearest] if nearest and near[nearest] <= _MOST_WRONG else None
