"""What an import did, in lines for a terminal."""

from collections.abc import Iterator

from store.importer import ImportReport


def report_lines(report: ImportReport) -> Iterator[str]:
    """The report without its problems, which go to standard error."""
    if report.rebuilt:
        yield "archive rebuilt"
    for path, label, findings in report.imported:
        yield f"{path}: edition {label}, " + (f"{findings} findings" if findings != 1 else "1 finding")
    for path in report.unchanged:
        yield f"{path}: unchanged"
    for path in report.removed:
        yield f"{path}: gone, and its edition with it"
    for path in report.kept:
        yield f"{path}: kept as it was read before"
    for unknown in report.unknown:
        near = f"; it resembles '{unknown.resembles}'" if unknown.resembles else ""
        yield f"{unknown.edition}: the registry does not know '{unknown.name}'{near}"
