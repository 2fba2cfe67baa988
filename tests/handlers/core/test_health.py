"""Quantiles of durations, by the nearest rank."""

import pytest

from handlers.core.health import Durations


def of(*seconds: float) -> Durations:
    durations = Durations()
    for each in seconds:
        durations.note(each)
    return durations


@pytest.mark.parametrize(
    ("durations", "shares", "expected"),
    [
        (of(), (0.5, 0.99), []),
        (of(3), (0.0, 0.5, 0.99, 1.0), [3, 3, 3, 3]),
        (of(4, 1, 3, 2), (0.25, 0.5, 0.51, 0.75, 1.0), [1, 2, 3, 3, 4]),
        (of(*range(1, 101)), (0.5, 0.9, 0.99), [50, 90, 99]),
        (of(*[9] * 1_000, *range(1, 1_001)), (0.001, 0.99), [1, 990]),  # only the latest thousand
    ],
)
def test_quantiles(durations: Durations, shares: tuple[float, ...], expected: list[float]) -> None:
    assert durations.quantiles(shares) == expected


def test_count_and_sum_are_of_all() -> None:
    durations = of(*[0.5] * 3_000)
    assert (durations.count, durations.sum) == (3_000, 1_500)
