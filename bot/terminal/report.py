"""Text reports for the terminal: the result of an import, the number of questions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.terminal.markup import plain
from handlers.wording.texts import Texts
from store.archive.coverage import EditionCoverage
from store.cup.editions import place_of
from store.importing.report import ImportReport
from store.trivia.question import Difficulty, Kind, Question

_PLURAL = re.compile(r"s\b")


def report_lines(report: ImportReport, texts: Texts) -> Iterator[str]:
    """The lines of *report* without problems, which go to standard error; findings are worded by *texts*."""
    if report.rebuilt:
        yield "archive rebuilt"
    for imported in report.imported:
        paths = ", ".join(part.path for part in imported.parts) or imported.path
        yield f"{paths}: edition {imported.edition}"
        for found in imported.findings:
            place = place_of(imported.parts, found.line)
            yield f"  {plain(texts.render('cup/sources', 'finding', finding=found, place=place))}"
        if imported.left_out:
            yield f"  left out: {', '.join(_counted(number, kind) for kind, number in imported.left_out)}"
    for path in report.read:
        yield f"{path}: no error"
    for path in report.unchanged:
        yield f"{path}: unchanged"
    for path in report.removed:
        yield f"{path}: gone" + (", and its edition with it" if path in report.gone else "")
    for path in report.kept:
        yield f"{path}: kept as it was read before"
    if report.aside:
        yield f"left aside: {_counted(report.aside, 'files of other cups')}"
    for unknown in report.unknown:
        near = f"; it resembles '{unknown.resembles}'" if unknown.resembles else ""
        yield f"{unknown.edition}: the registry does not know '{unknown.name}'{near}"


def _counted(number: int, kind: str) -> str:
    """A number of what *kind* says in the plural, its first noun in ``s``: ``1 list of goals``."""
    return f"{number} {kind if number != 1 else re.sub(_PLURAL, '', kind, count=1)}"


def coverage_lines(editions: Iterable[EditionCoverage]) -> Iterator[str]:
    """The lines of a Markdown table of how much of each edition is known, and of all."""
    yield "| edition | whole | ties | matches | not played | with score |"
    yield "| --- | --- | --: | --: | --: | --: |"
    whole, sums = 0, [0, 0, 0, 0]
    for one in editions:
        counts = [one.ties, one.matches, one.unplayed, one.with_score]
        sums = [total + count for total, count in zip(sums, counts, strict=True)]
        whole += one.whole
        yield f"| {one.label} | {'yes' if one.whole else 'no'} | {' | '.join(map(str, counts))} |"
    yield f"| all | {whole} | {' | '.join(map(str, sums))} |"


def question_lines(questions: Iterable[Question]) -> Iterator[str]:
    """The lines of a table that counts questions by kind and difficulty."""
    counts = Counter((question.kind, question.difficulty) for question in questions)
    yield _columns("kind", *Difficulty, "all")
    for kind in Kind:
        numbers = [counts[kind, difficulty] for difficulty in Difficulty]
        yield _columns(kind, *numbers, sum(numbers))
    numbers = [sum(counts[kind, difficulty] for kind in Kind) for difficulty in Difficulty]
    yield _columns("all", *numbers, sum(numbers))


def _columns(first: str, *others: object) -> str:
    return f"{first:<14}" + "".join(f"{other!s:>8}" for other in others)
