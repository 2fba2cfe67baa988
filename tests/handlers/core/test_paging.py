"""Pages part what there is: nothing is lost between two of them, and nothing shown twice."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.core.paging import LONGEST_PAGE, turn_by_length, turn_by_number, turn_by_size


@given(st.lists(st.integers(0, 120), max_size=40), st.integers(1, 100))
def test_pages_by_size_part_the_rows(sizes: list[int], room: int) -> None:
    rows = list(range(len(sizes)))
    first = turn_by_size(rows, sizes, 0, room)
    pages = [turn_by_size(rows, sizes, number, room) for number in range(first.count)]
    assert [row for page in pages for row in page.blocks] == rows
    assert [page.number for page in pages] == list(range(first.count))
    for page in pages:
        taken = [sizes[row] for row in page.blocks]
        assert len(taken) < 2 or sum(taken) <= room
    assert all(page.blocks for page in pages) or not rows
    assert turn_by_size(rows, sizes, 10_000, room) == pages[-1]


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12), st.integers(0, 50))
def test_pages_by_number_part_the_rows(rows: list[int], most: int, number: int) -> None:
    pages = [turn_by_number(rows, page, most) for page in range(turn_by_number(rows, 0, most).count)]
    assert [row for page in pages for row in page.blocks] == rows
    assert turn_by_number(rows, number, most) == pages[min(number, len(pages) - 1)]


def test_a_block_that_is_longer_than_a_page_has_one_of_its_own() -> None:
    blocks = ["a", "b" * (LONGEST_PAGE + 1), "c"]
    assert [turn_by_length(blocks, number).blocks for number in range(3)] == [("a",), (blocks[1],), ("c",)]
