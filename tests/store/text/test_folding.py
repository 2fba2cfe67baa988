import pytest

from store.text.folding import fold, fold_club, slug, tidy


@pytest.mark.parametrize(
    "names",
    [
        ("Kairat", "Кайрат", "Қайрат", "Kayrat", "Qairat", "KAIRAT", "Kаirаt"),  # the last with Cyrillic а
        ("Kaisar", "Кайсар", "Қайсар", "Kaysar", "Qaisar"),
        ("Shakhter", "Шахтер", "Шахтёр", "Shahter"),
        ("Zhiger", "Жигер", "Жігер", "Jiger"),
        ("Enbek", "Yenbek", "Енбек", "Еңбек"),
        ("Aktyubinets", "Актюбинец"),
        ("CSKA", "ЦСКА"),
        ("Yassi", "Yassy", "Яссы"),
        ("Uralets-Arma", "Уралец-Арма", "uralets arma"),
        ("Ordabasy", "Ордабасы"),
    ],
)
def test_spellings_of_one_name_fold_alike(names: tuple[str, ...]) -> None:
    assert len({fold(name) for name in names}) == 1


def test_different_names_stay_different() -> None:
    names = ["Kairat", "Kaisar", "Taraz", "Atyrau", "Kokshetau", "Tobol", "Bulat", "Batyr"]
    assert len({fold(name) for name in names}) == len(names)


def test_legal_words_are_dropped_unless_nothing_else_is_left() -> None:
    assert [
        fold_club(text) for text in ("FC Kairat", "ФК «Кайрат»", "Kairat FC", "футбольный клуб Кайрат", "ФК")
    ] == [
        *["kairat"] * 4,
        "fk",
    ]


def test_noise_is_harmless() -> None:
    assert fold("🏆 «Kai\u200brat»!\u202e") == "kairat"
    assert fold("🏆") == ""
    assert tidy("  a\u00a0 b\u200e ") == "a b"


def test_slugs_differ_when_names_do() -> None:
    assert slug("Real Madrid").startswith("real-madrid-")
    names = ["A", "a", "Ä", "საბურთალო", "北京", "x" * 80]
    assert len({slug(name) for name in names}) == len(names)
    assert all(len(slug(name)) <= 25 and slug(name).isascii() for name in names)
