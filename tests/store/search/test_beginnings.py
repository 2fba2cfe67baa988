"""Names are found by what has been typed of them, in any alphabet, layout and language."""

import pytest

from store.search.beginnings import Beginnings

NAMES = Beginnings(
    {
        "kairat": ["Kairat", "Кайрат", "Қайрат"],
        "cska": ["CSKA-Kairat"],
        "tobol": ["Tobol", "Тобол", "Тобыл"],
        "ala": ["Ala-Tau Astana"],
        "astana": ["Astana", "Астана"],
        **{f"x{number}": ["Xylofon"] for number in range(30)},
    }
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *((text, ["kairat", "cska"]) for text in ("ka", "Kai", "kairat", "КАЙ", "қай", "rfq")),
        ("to", ["tobol"]),
        ("тобы", ["tobol"]),
        ("ast", ["ala", "astana"]),
        ("astana", ["astana", "ala"]),
        ("ala-tau ast", ["ala"]),
        ("airat", []),
        ("k", []),
        ("", []),
        ("?!", []),
        ("k" * 31, []),
    ],
)
def test_what_begins_so(typed: str, found: list[str]) -> None:
    assert NAMES.find(typed) == found


def test_a_whole_name_comes_first_and_there_are_twenty_at_most() -> None:
    assert Beginnings({"b": ["Astana-64"], "a": ["Astana"]}).find("astana") == ["a", "b"]
    assert len(NAMES.find("xyl")) == 20


def test_a_whole_name_calls_the_likeliest_of_its_bearers() -> None:
    index = Beginnings({"kairat": ["Kairat", "Кайрат"], "school": ["Kairat", "Kairat School"]})
    assert index.called("кайрат") == "kairat"
    assert index.called("Kairat School") == "school"
    assert index.called("rfqhfn") == "kairat"  # in another keyboard layout
    assert index.called("Kaira") is None
    assert index.called("") is None
