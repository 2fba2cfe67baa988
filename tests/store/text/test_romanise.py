import pytest

from store.search.fuzzy import NearKeys
from store.text.keyboards import digits_of_kazakh_layout, mend_look_alikes, nominatives, other_layouts
from store.text.romanise import other_sounds, plain, sound


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("кайрат", "kairat"),
        ("қайрат", "kairat"),
        ("шахтёр", "shahter"),
        ("жетысу", "jetisu"),
        ("zhetysu", "jetisu"),
        ("целинник", "celinik"),
        ("tselinnik", "celinik"),
        ("актюбинец", "aktubinec"),
        ("aktyubinets", "aktubinec"),
        ("джамбул", "jambul"),
        ("dzhambul", "jambul"),
        ("акжайык", "akjaik"),
        ("akzhayik", "akjaik"),
        ("мұнайшы", "munaishi"),
        ("šachtër", "shashter"),
        ("1964", "1964"),
        ("ь", ""),
    ],
)
def test_how_a_word_sounds(word: str, heard: str) -> None:
    assert sound(word) == heard


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("schachtjor", "shahter"),  # German
        ("schetissu", "jetisu"),
        ("aktjubinez", "aktubinec"),
        ("qysylorda", "kizilorda"),
        ("chakhtior", "shahter"),  # French
        ("aktioubinets", "aktubinec"),
        ("szachtior", "shahter"),  # Polish
        ("cetisu", "jetisu"),  # Turkish
        ("ýralec", "uralec"),  # Kazakh of 2018
        ("xïmïk", "himik"),
        ("kökşetaw", "kokshetau"),
        ("kajrat", "kairat"),  # ISO 9
        ("aktûbinec", "aktubinec"),
        ("sjachtjor", "shahter"),  # Dutch
        ("toboel", "tobul"),
    ],
)
def test_other_systems_of_romanisation(word: str, heard: str) -> None:
    assert heard in other_sounds(word)


def test_cyrillic_reads_one_way() -> None:
    assert set(other_sounds("жетысу")) == {"jetisu"}


def test_letter_by_letter() -> None:
    assert [plain(word) for word in ("жетысу", "шахтёр", "қайрат", "zhetysu")] == [
        *("zhetysu", "shakhtyor", "kayrat", "zhetysu"),
    ]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("тоbol", "tobol"),
        ("kаirаt", "kairat"),
        ("цcка", "цска"),
        ("тapaз", "тараз"),
        ("0рдабасы", "ордабасы"),
        ("кайрат kairat", "кайрат kairat"),
        ("қаirаt", "қаirаt"),  # no letter of either alphabet looks like these
    ],
)
def test_look_alikes(text: str, mended: str) -> None:
    assert mend_look_alikes(text) == mended


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rfqhfn", "кайрат"),
        ("0fqhfn", "қайрат"),
        (")fqhfn", "қайрат"),
        (";tnsce", "жетысу"),
        (":tnsce", "жетысу"),
        ("«rfqhfn»", "кайрат"),
        ("tnhsc!", "етрыс"),
        (",ekfn", "булат"),
        ("rfqhfn fkvfns", "кайрат алматы"),
        ("лфшкфе", "kairat"),
    ],
)
def test_other_layouts(text: str, meant: str) -> None:
    assert meant in other_layouts(text)


@pytest.mark.parametrize(
    ("text", "nominative"),
    [
        ("кайратом", "кайрат"),
        ("кайрата и кайсаром", "кайрат и кайсар"),
        ("найдовского", "найдовский"),
        ("қайраттың", "қайрат"),
        ("ақтөбенің", "ақтөбе"),
        ("қайратқа", "қайрат"),
        ("ордабасы", "ордабас"),
        ("за", "за"),
    ],
)
def test_case_endings(text: str, nominative: str) -> None:
    assert nominative in nominatives(text)
    assert nominatives("kairata") == ()


def test_digits_of_the_kazakh_layout() -> None:
    assert digits_of_kazakh_layout('"ұұі') == "1993"
    assert digits_of_kazakh_layout('"ұұә') == "1992"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kairat", {"kairat": 0}),
        ("kirat", {"kairat": 1}),
        ("akirat", {"kairat": 1}),
        ("kaisat", {"kairat": 1, "kaisar": 1}),
        ("tobo", {"tobol": 1}),
        ("tabal", {}),  # two slips in five letters
        ("kaorut", {"kairat": 2}),
        ("xoirat", {}),  # two slips, one of them in the first letter
        ("club2", {}),  # digits are never slips
        ("sek", {}),
    ],
)
def test_near_keys(typed: str, found: dict[str, int]) -> None:
    assert NearKeys(["kairat", "kaisar", "tobol", "club1", "seka"]).near(typed) == found


def test_the_nearest_of_very_many_are_of_the_same_beginning() -> None:
    keys = NearKeys([*(f"a{number:05}" for number in range(6000)), "zhenis"])
    assert keys.nearest("zhenit", 3) == ["zhenis"]
    assert NearKeys(["abc", "zhenis"]).nearest("ahenis", 3) == ["zhenis"]
    assert NearKeys([]).nearest("x", 3) == []
