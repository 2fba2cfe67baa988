import logging

import pytest

from bot.logs import OneLine, mask


def test_secrets_are_masked_in_messages_arguments_and_tracebacks() -> None:
    formatter = OneLine(["123:hush"])
    try:
        raise RuntimeError("https://api.telegram.org/bot123:hush/getMe")
    except RuntimeError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "calling bot%s", ("123:hush",), info)
    text = formatter.format(record)
    assert "hush" not in text
    assert "bot…/getMe" in text


@pytest.mark.parametrize(("text", "masked"), [("a b", "a b"), ("a 123:hush b", "a … b")])
def test_mask(text: str, masked: str) -> None:
    assert mask(text, ["123:hush"]) == masked


def test_a_deep_failure_is_told_in_short() -> None:
    def deeper(left: int) -> None:
        if not left:
            raise ValueError("x" * 20_000)
        and_deeper(left - 1)

    def and_deeper(left: int) -> None:  # two in turn: what calls itself is cut by Python
        deeper(left)

    try:
        deeper(300)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    text = OneLine([]).format(logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), info))
    assert len(text) < 10_000
    try:
        deeper(900_000)
    except RecursionError as error:
        info = (type(error), error, error.__traceback__)
    text = OneLine([]).format(logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), info))
    assert text.count("deeper") < 60
    assert "RecursionError: maximum recursion depth exceeded" in text
