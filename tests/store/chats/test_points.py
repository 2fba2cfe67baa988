"""What answers are worth, and places in a table."""

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
