"""Errors in single lines of a season file, and limits on their texts."""

LONGEST_NAME = 80  # characters of a club, player or round
LONGEST_DETAIL = 200  # characters of a venue, referee or note


class WrongLine(Exception):
    """A validation error in the current line: what is wrong, and what was expected."""

    def __init__(self, wrong: str, expected: str) -> None:
        super().__init__(wrong, expected)
        self.wrong = wrong
        self.expected = expected


def limited(text: str, longest: int, what: str) -> str:
    """*text* unchanged; *what* names it in the error message.
    :raises WrongLine: when it has more than *longest* characters.
    """
    if len(text) > longest:
        raise WrongLine(f"{what} of {len(text)} characters", f"at most {longest}")
    return text


def shorten(text: str) -> str:
    """*text* truncated to 60 characters, to be quoted in an error message."""
    return text if len(text) <= 60 else f"{text[:59]}…"
