import pytest

from store.cup.labels import Label, find_labels, looks_like_label, parse_label

KNOWN = [Label(1993, 1993), Label(1996, 1997), Label(1999, 2000), Label(2000, 2001), Label(2001, 2001)]


@pytest.mark.parametrize(
    ("text", "label", "shown", "key"),
    [
        ("1993", Label(1993, 1993), "1993", "1993"),
        ("1996-97", Label(1996, 1997), "1996–97", "1996-97"),
        ("1996–97", Label(1996, 1997), "1996–97", "1996-97"),
        ("1996/97", Label(1996, 1997), "1996–97", "1996-97"),
        ("1996-1997", Label(1996, 1997), "1996–97", "1996-97"),
        ("1999-00", Label(1999, 2000), "1999–2000", "1999-2000"),
        ("1999–2000", Label(1999, 2000), "1999–2000", "1999-2000"),
    ],
)
def test_parse_label(text: str, label: Label, shown: str, key: str) -> None:
    assert parse_label(text) == label
    assert (str(label), label.id) == (shown, key)
    assert parse_label(str(label)) == label


@pytest.mark.parametrize("text", ["", "93", "1993-", "1993-92", "1993-93", "1993-99", "19935", "MCMXCIII"])
def test_no_label(text: str) -> None:
    with pytest.raises(ValueError, match="no edition label"):
        parse_label(text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1993", [Label(1993, 1993)]),
        ("93", [Label(1993, 1993)]),
        ("1996-97", [Label(1996, 1997)]),
        ("1996–97", [Label(1996, 1997)]),
        ("96/97", [Label(1996, 1997)]),
        ("1997", [Label(1996, 1997)]),
        ("2001", [Label(2000, 2001), Label(2001, 2001)]),
        ("00", [Label(1999, 2000), Label(2000, 2001)]),
        ("1999-00", [Label(1999, 2000)]),
        ("1993-94", []),
        ("1985", []),
        ("Kairat", []),
        ("", []),
    ],
)
def test_find_labels(typed: str, found: list[Label]) -> None:
    assert find_labels(typed, KNOWN) == found


def test_what_looks_like_a_label() -> None:
    assert [
        text for text in ("93", "1993", "96/97", "1/4", "r16", "8", "199", "1964x") if looks_like_label(text)
    ] == [
        "93",
        "1993",
        "96/97",
    ]
