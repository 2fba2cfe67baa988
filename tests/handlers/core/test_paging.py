"""Pages part what there is: nothing is lost between two of them, and nothing shown twice."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.core.paging import LONGEST_PAGE, turn_by_length, turn_by_number


@given(st.lists(st.text("aЖ𝄞", max_size=60), max_size=40), st.integers(1, 100))
def test_pages_by_length_part_the_blocks(blocks: list[str], room: int) -> None:
    rows = list(range(len(blocks)))
    first = turn_by_length(blocks, 0, room)
    pages = [turn_by_length(blocks, number, room) for number in range(first.count)]
    assert [block for page in pages for block in page.blocks] == blocks
    assert [row for page in pages for row in page.of(rows)] == rows
    assert [page.number for page in pages] == list(range(first.count))
    for page in pages:
        units = [len(block.encode("utf-16-le")) // 2 + 2 for block in page.blocks]
        assert len(units) < 2 or sum(units) <= room
    assert all(page.blocks for page in pages) or not blocks
    assert turn_by_length(blocks, 10_000, room) == pages[-1]


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12), st.integers(0, 50))
def test_pages_by_number_part_the_rows(rows: list[int], most: int, number: int) -> None:
    pages = [turn_by_number(rows, page, most) for page in range(turn_by_number(rows, 0, most).count)]
    assert [row for page in pages for row in page.blocks] == rows
    assert all(page.of(rows) == list(page.blocks) for page in pages)
    assert turn_by_number(rows, number, most) == pages[min(number, len(pages) - 1)]


def test_a_block_that_is_longer_than_a_page_has_one_of_its_own() -> None:
    blocks = ["a", "b" * (LONGEST_PAGE + 1), "c"]
    assert [turn_by_length(blocks, number).blocks for number in range(3)] == [("a",), (blocks[1],), ("c",)]
