"""The figures that pytest-benchmark's table has no column for, printed below it."""

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(autouse=True)
def _figures(request: pytest.FixtureRequest, benchmark: BenchmarkFixture) -> Iterator[None]:
    yield
    figures = ", ".join(f"{name} {value}" for name, value in benchmark.extra_info.items())
    request.config.stash.setdefault(_FIGURES, []).append(f"{request.node.name}: {figures}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash.get(_FIGURES, [])
    if figures:
        terminalreporter.section("figures")
    for line in figures:
        terminalreporter.write_line(line)
