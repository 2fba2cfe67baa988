"""The format of files of own questions.

A question is a line; each of its answers a line below it, with ``+`` before a right one and ``-`` before a
wrong one; ``!`` begins an explanation. An empty line ends it, ``#`` begins a comment::

    Who won the first cup, in 1992?
    + Kairat
    - Fosfor
    - Kaisar
    ! 5-1 in the final.

With several right answers, all of them have to be ticked.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from store.text.translatable import N_
from store.text.visible import is_blank, looks_like, visible

MOST_QUESTIONS = 50
MOST_ANSWERS = 10
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_NOTE = 280, 100, 200  # UTF-16 code units, as Telegram counts
LARGEST = 100_000  # bytes of a file
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_LETTERED = re.compile(r"[A-Za-zА-Яа-яЁё]\)\s")
_RIGHT, _WRONG, _NOTE, _COMMENT = "+", "-–—−", "!", "#"
_OTHER_SIGNS = "=~*•{}<>|"
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with its *answers*, the indices of those that are *right*, rising, and a *note*."""

    question: str
    answers: tuple[str, ...]
    right: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a *line*, from 1 on: a message with placeholders for *values*."""

    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class WrongLines(Exception):
    """What is wrong in a file of questions, in the order of its lines: at least one."""

    def __init__(self, lines: list[Wrong]) -> None:
        super().__init__(f"{len(lines)} wrong lines")
        self.lines = lines


@dataclass(slots=True)
class _Open:
    """A question whose lines are being read."""

    line: int
    text: str
    answers: dict[str, tuple[str, bool]] = field(default_factory=dict)
    note: str = ""


def check_size(size: int) -> None:
    """Check that a file of *size* bytes is not too large.

    :raises WrongLines: when it is.
    """
    if size > LARGEST:
        raise WrongLines([Wrong(1, N_("the file is larger than %(most)s kB"), {"most": LARGEST // 1_000})])


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with a byte order mark.

    :raises WrongLines: when it is something else, or too large.
    """
    check_size(len(data))
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongLines(
            [Wrong(line, N_("these are no letters in UTF-8: save the file as text in UTF-8"))]
        ) from None


def parse(text: str) -> list[OwnQuestion]:
    """The questions in *text*, at least one.

    :raises WrongLines: with every line that is wrong.
    """
    reader = _Reader()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        reader.read(number, line)
    reader.end()
    if not reader.questions and not reader.wrong:
        reader.wrong.append(Wrong(1, N_("there is no question in it")))
    if reader.wrong:
        raise WrongLines(sorted(reader.wrong, key=lambda wrong: wrong.line))
    return reader.questions


class _Reader:
    """Reads a file line by line."""

    def __init__(self) -> None:
        self.questions: list[OwnQuestion] = []
        self.wrong: list[Wrong] = []
        self._open: _Open | None = None
        self._seen: dict[str, int] = {}  # the line of each question
        self._count = 0

    def read(self, number: int, raw: str) -> None:
        """Read a line."""
        line = visible(raw)
        if problem := _unreadable(raw):
            self._note(number, problem)
        elif not line:
            self.end()
        elif line[0] in _RIGHT + _WRONG:
            self._answer(number, line[1:].strip(), right=line[0] in _RIGHT)
        elif line[0] in _NOTE:
            self._explain(number, line[1:].strip())
        elif line[0] not in _COMMENT:
            self._ask(number, line)

    def _note(self, number: int, message: str, **values: object) -> None:
        self.wrong.append(Wrong(number, message, values))

    def _too_long(self, number: int, message: str, text: str, most: int) -> None:
        self._note(number, message, length=_length(text), most=most)

    def _answer(self, number: int, text: str, *, right: bool) -> None:
        asked = self._open
        if asked is None:
            self._note(number, N_("an answer without a question right above it"))
            return
        key = looks_like(text)
        known = asked.answers.get(key)
        if is_blank(text):
            self._note(number, N_("an empty answer"))
        elif text[0] in _RIGHT + _WRONG:
            self._note(number, N_("two signs before an answer: + is right, - is wrong"))
        elif _length(text) > LONGEST_ANSWER:
            self._too_long(
                number, N_("an answer of %(length)s letters: at most %(most)s"), text, LONGEST_ANSWER
            )
        elif known and known[1] != right:
            self._note(number, N_("“%(answer)s” is both right and wrong"), answer=text)
        elif known:
            self._note(number, N_("“%(answer)s” is there twice"), answer=text)
        elif len(asked.answers) == MOST_ANSWERS:
            self._note(number, N_("more than %(most)s answers"), most=MOST_ANSWERS)
        asked.answers.setdefault(key, (text, right))

    def _explain(self, number: int, text: str) -> None:
        if self._open is None:
            self._note(number, N_("an explanation without a question right above it"))
        elif not text:
            self._note(number, N_("an empty explanation"))
        elif self._open.note:
            self._note(number, N_("a second explanation"))
        elif _length(text) > LONGEST_NOTE:
            self._too_long(
                number, N_("an explanation of %(length)s letters: at most %(most)s"), text, LONGEST_NOTE
            )
        if self._open:
            self._open.note = self._open.note or text

    def _ask(self, number: int, line: str) -> None:
        if self._open:
            self._note(number, _second_line(self._open, line))
            return
        text = _NUMBER.sub("", line, count=1)
        self._open = _Open(number, text)
        self._count += 1
        before = self._seen.setdefault(looks_like(text), number)
        if line[0] in _OTHER_SIGNS:
            self._note(number, N_("“%(sign)s” begins no line of this format"), sign=line[0])
        elif not any(char.isalnum() for char in text):
            self._note(number, N_("a question without a word"))
        elif _length(text) > LONGEST_QUESTION:
            self._too_long(
                number, N_("a question of %(length)s letters: at most %(most)s"), text, LONGEST_QUESTION
            )
        elif before != number:
            self._note(number, N_("the same question as in line %(line)s"), line=before)
        elif self._count == MOST_QUESTIONS + 1:
            self._note(number, N_("more than %(most)s questions"), most=MOST_QUESTIONS)

    def end(self) -> None:
        """End the question that is open, if there is one."""
        asked, self._open = self._open, None
        if asked is None:
            return
        answers = list(asked.answers.values())
        right = tuple(place for place, (_, is_right) in enumerate(answers) if is_right)
        answers_are_wrong = any(wrong.line >= asked.line for wrong in self.wrong)  # which is enough
        if answers_are_wrong:
            return
        if not answers:
            self._note(asked.line, N_("a question without answers: each is a line below it"))
        elif len(answers) == 1:
            self._note(asked.line, N_("a question with one answer: two at least"))
        elif not right:
            self._note(asked.line, N_("a question without a right answer: + begins it"))
        elif len(right) == len(answers):
            self._note(asked.line, N_("a question without a wrong answer: - begins it"))
        texts = tuple(text for text, _ in answers)
        self.questions.append(OwnQuestion(asked.text, texts, right, asked.note))


def _length(text: str) -> int:
    """The length of *text* in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _second_line(asked: _Open, line: str) -> str:
    """What is wrong with a *line* without a sign below a question."""
    if _LETTERED.match(line):
        return N_("answers begin with + or -, not with a letter")
    if line[0] in _OTHER_SIGNS:
        return N_("answers begin with + or -, not with another sign")
    if _NUMBER.match(line) and not asked.answers:
        return N_("answers begin with + or -, not with a number")
    if asked.answers:
        return N_("a line without + or - among answers: before a new question comes an empty line")
    return N_("a second line of a question: it is one line, and answers begin with + or -")


def _unreadable(raw: str) -> str:
    """What no message can show in a line; empty when it can all be shown."""
    kinds = {unicodedata.category(char) for char in raw if char not in "\t"}
    if "\x00" in raw:
        return N_("this is no text")
    if any(char in _DIRECTIONS for char in raw):
        return N_("an invisible sign that turns the direction of text")
    if kinds & {"Cc", "Cs", "Co", "Cn"}:
        return N_("a sign that cannot be shown")
    return ""


def looks_like_questions(text: str) -> bool:
    """Whether a message is meant as questions: it has lines of right answers and of wrong ones."""
    signs = {line.strip()[:1] for line in text.splitlines()}
    return "+" in signs and bool(signs & set(_WRONG)) and len(text.splitlines()) > 2
