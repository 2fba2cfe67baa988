"""What is wrong with a seed file: which line, and what was expected there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be read: one line of it, what is wrong there, and what was expected."""

    path: str
    line: int
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}, expected {self.expected}"


class UnreadableFile(Exception):
    """A seed file with errors; *problems* in the order of its lines, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
