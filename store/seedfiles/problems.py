"""Validation errors of seed files: the line, what is wrong in it, and what was expected."""

from dataclasses import dataclass

MOST_PROBLEMS = 20  # reported of one file


@dataclass(frozen=True, slots=True)
class Problem:
    """A validation error in a file: its line, what is wrong in it, and what was expected."""

    path: str
    line: int
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}, expected {self.expected}"


class UnreadableFile(Exception):
    """A seed file with validation errors: *problems*, in the order in which they were found, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
