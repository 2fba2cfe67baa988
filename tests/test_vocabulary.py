"""The words of docstrings and comments: the field's, by which one would search, and none of our own."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "store")

# What is not written, and what is written instead: what one would search for.
INSTEAD = {
    r"m[ae]n": "player, referee or user: say which",
    r"he|him|his|himself": "the user or the player, they: not every user is a man",
    r"persons?|somebody|anybody|whoever": "user, or chat: Telegram's words",
    r"in hand": "in flight: begun and not finished",
    r"giv(e|es|en|ing) up|gave up": "discard",
    r"let(s|ting)? go": "release",
    r"suspects?": "poison update: one that fails every time",
    r"tries": "attempts",
    r"borne|bore": "had, or was called",
    r"anew": "again",
    r"by and by": "later",
    r"wait(s|ing)? behind": "serialise by a key",
    r"pulse|scene|askers?": "health, stage, author",
}
WHITE = r"\s+"  # a term may stand across two lines
CODE = re.compile(r"``.*?``|:\w+:`.*?`", re.DOTALL)


def prose_of(source: str) -> Iterator[tuple[int, str]]:
    """The docstrings and comments of a module, each with its line, without the code in them."""
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield statement.lineno, CODE.sub(" ", text)
    comments: dict[int, str] = {}  # by the line they begin on; one goes on in the next line
    begun = last = -1
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            begun, last = begun if token.start[0] == last + 1 else token.start[0], token.start[0]
            comments[begun] = f"{comments.get(begun, '')} {token.string.strip('#: ')}"
    for line, text in comments.items():
        yield line, CODE.sub(" ", text)


def problems_of(source: str) -> list[str]:
    """Each word in *source* that is not to be used, with what to say instead."""
    return [
        f"{line}: “{' '.join(found[0].split())}”: {instead}"
        for line, text in sorted(prose_of(source))
        for word, instead in INSTEAD.items()
        for found in re.finditer(rf"\b(?:{word.replace(' ', WHITE)})\b", text, re.IGNORECASE)
    ]


def test_docstrings_and_comments_use_the_words_of_the_field() -> None:
    problems = [
        f"{path.relative_to(ROOT)}:{problem}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for problem in problems_of(path.read_text("utf-8"))
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('"""Ask the man."""\n', ["1: “man”"]),
        ('def f():\n    """What is in hand,\n    given up."""\n', ["2: “in hand”", "2: “given up”"]),
        ("x = 1  # his own\n", ["1: “his”"]),
        ('"""What waits\n    behind."""\n', ["1: “waits behind”"]),
        ("# given\n# up\nx = 1\n", ["1: “given up”"]),
        ('class A:\n    x: int\n    """Somebody\'s."""\n', ["3: “Somebody”"]),
        ('"""A human, a manual, the ``man`` page, :class:`Person`; history."""\nman = "he"\n', []),
    ],
)
def test_a_planted_word_is_found(planted: str, found: list[str]) -> None:
    assert [": ".join(problem.split(": ")[:2]) for problem in problems_of(planted)] == found
