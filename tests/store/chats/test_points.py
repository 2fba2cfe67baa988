"""What answers are worth, and places in a table."""

import pytest

from store.chats.points import Standing, placed


def test_places_by_points_then_right_answers_then_fewer_answers() -> None:
    rows = [
        Standing(1, 20, 2, 5, 1),
        Standing(2, 20, 2, 3, 1),
        Standing(3, 20, 1, 1, 1),
        Standing(4, 30, 2, 9, 1),
        Standing(5, 5, 1, 1, 1),
    ]
    table = placed(rows, counts=True)
    assert [(row.user, row.place, row.won) for row in table] == [
        (4, 1, True),
        (2, 2, False),
        (1, 2, False),
        (3, 2, False),
        (5, 5, False),
    ]


def test_a_table_has_all_that_each_row_had() -> None:
    (row,) = placed([Standing(7, 20, 2, 5, 3)], counts=True)
    assert row == Standing(7, 20, 2, 5, 3, place=1, won=False)


@pytest.mark.parametrize(
    ("points", "counts", "won"),
    [
        ([20], True, [False]),  # alone
        ([20, 5], True, [True, False]),
        ([20, 20], True, [True, True]),
        ([1, 0], True, [True, False]),
        ([0, 0], True, [False, False]),
        ([20, 5], False, [False, False]),
    ],
)
def test_who_won(points: list[int], counts: bool, won: list[bool]) -> None:
    rows = [Standing(user, number, 1, 1, 1) for user, number in enumerate(points, start=1)]
    assert [row.won for row in placed(rows, counts=counts)] == won
