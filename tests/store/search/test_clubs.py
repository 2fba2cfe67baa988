import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.archive.archive import Archive
from store.cup.labels import Label
from store.search.clubs import ClubIndex
from store.search.found import Certainty


@pytest.fixture
def clubs(ours: Archive) -> ClubIndex:
    return ClubIndex(ours.clubs(), ours.names_in_editions())


@pytest.mark.parametrize(
    ("text", "club"),
    [
        *[
            (text, "kairat")
            for text in ("Kairat", "кайрат", "Қайрат", "Kayrat", "QAIRAT", "FC Kairat Almaty")
        ],
        *[(text, "kairat") for text in ("ФК «Кайрат»", "🏆 Kairat!", "Almaty Kairat", "kairat alma-ata")],
        *[(text, "kaisar") for text in ("Kaisar", "Кайсар", "Қайсар", "kaysar")],
        *[(text, "taraz") for text in ("Taraz", "Fosfor", "Фосфор", "Fosfor Dzhambul", "Тараз")],
        *[(text, "irtysh") for text in ("Irtysh", "Traktor Pavlodar", "Ертіс")],
        *[(text, "gornyak") for text in ("Gornyak Khromtau", "Gornyak Dzhezkazgan", "Горняк Хромтау")],
        *[
            (text, "spartak-semey")
            for text in ("Spartak Semey", "Yelimay", "Елімай", "Spartak Semipalatinsk")
        ],
        ("Azhar", "azhar"),
        ("Zenit Kokshetau", "azhar"),
        ("Kokshetau", "kokshetau"),
        ("CSKA Alma-Ata", "cska"),
    ],
)
def test_exact(clubs: ClubIndex, text: str, club: str) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.one) == (Certainty.EXACT, club)


@pytest.mark.parametrize(
    ("text", "club"),
    [
        ("Kirat", "kairat"),
        ("Kariat", "kairat"),
        ("Kaissr", "kaisar"),
        ("Vostk", "vostok"),
        ("Ordabsy", "ordabasy"),
    ],
)
def test_confident(clubs: ClubIndex, text: str, club: str) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.one) == (Certainty.CONFIDENT, club)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Gornyak", ("gornyak", "gornyak-2008", "enbek", "gornyak-atlant")),
        ("Khimik", ("tobol", "taraz", "khimik-stepnogorsk")),
        ("CSKA", ("cska", "cska-kairat", "cska-zhiger", "cska-almaty")),
        ("цска алматы", ("cska-almaty", "cska")),
        ("Tsesna", ("alma-ata", "tsesna", "tsesna-2010", "zhenis")),
        ("Шахт", ("shakhter", "bolat")),
        ("Алматы", ("alma-ata", "cska-almaty", "kairat", "zhas-kyran")),
    ],
)
def test_a_name_of_several_asks(clubs: ClubIndex, text: str, asked: tuple[str, ...]) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.ids, found.one) == (Certainty.AMBIGUOUS, asked, None)


@pytest.mark.parametrize(
    ("text", "club", "others"),
    [
        ("Астана", "astana", ("zhenis",)),  # its name today, before who was called so
        ("Ansat", "ansat", ("irtysh",)),
        ("Khromtau", "khromtau", ("gornyak",)),  # its name today, before whose city it is
        ("Metallist", "kyzylzhar", ("enbek", "taraz")),  # its name in the cup, before those elsewhere
        ("Енбек", "enbek", ("zhiger",)),
        ("Спартак", "spartak-semey", ("kokshetau",)),
        ("Астаны", "astana", ("zhenis",)),
        ("Kairat", "kairat", ()),
    ],
)
def test_a_name_of_one_today_or_in_the_cup_is_its_own(
    clubs: ClubIndex, text: str, club: str, others: tuple[str, ...]
) -> None:
    found = clubs.find(text)
    assert (found.one, found.others) == (club, others)


@pytest.mark.parametrize(
    "text",
    ["Динамо Киев", "Шахтёр Донецк", "CSKA Sofia", "московский Спартак", "Реал Мадрид", "Dynamo Moscow"],
)
def test_a_club_of_another_cup_is_told(clubs: ClubIndex, text: str) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.ids, found.foreign) == (Certainty.NONE, (), True)


def test_a_city_in_a_name_of_the_cup_is_not_foreign(ours: Archive) -> None:
    clubs = ClubIndex(ours.clubs(), [(Label(1993, 1993), "kairat", "Dinamo Kiev")])
    assert not clubs.find("Динамо Киев").foreign


@pytest.mark.parametrize(
    "text", ["зз", "абракадабра", "йцукен", "qwerty", "Реал", "Барселона", "какая погода"]
)
def test_nonsense_has_no_neighbours(clubs: ClubIndex, text: str) -> None:
    assert clubs.find(text).ids == ()


@pytest.mark.parametrize(
    ("text", "edition", "club"),
    [
        ("Gornyak", 1993, "gornyak"),
        ("Горняк", 1993, "gornyak"),
        ("Metallist", 1993, "kyzylzhar"),
        ("Khimik", 1993, "tobol"),
    ],
)
def test_an_edition_settles_it(clubs: ClubIndex, text: str, edition: int, club: str) -> None:
    assert clubs.find(text, Label(edition, edition)).one == club


@pytest.mark.parametrize("text", ["Barcelona", "Челси", "xyz", "🏆", "", "a", "k"])
def test_none(clubs: ClubIndex, text: str) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.one) == (Certainty.NONE, None)
    assert len(found.ids) <= 3


def queries() -> list[tuple[str, str]]:
    """Every (query, club id or ``ask``) of the table."""
    found, under = [], ""
    for line in (Path(__file__).parent / "club_queries.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            under = line.strip("[]")
        elif line and not line.startswith("#"):
            found += [(query, under) for query in line.split(", ")]
    return found


def test_the_table_of_queries(clubs: ClubIndex, ours: Archive) -> None:
    table = queries()
    wrong = {
        query: (under, found)
        for query, under in table
        if (found := clubs.find(query)).one != (None if under == "ask" else under)
    }
    assert wrong == {}
    asked_for = {under for _, under in table}
    assert len(table) >= 1200
    assert sum(under == "ask" for _, under in table) >= 200
    assert sum(club.id in asked_for for club in ours.clubs()) >= 110  # the others bear a name of several
    assert len(set(table)) == len(table)


def all_names(archive: Archive) -> list[tuple[str, str]]:
    names = [(name, club) for _, club, name in archive.names_in_editions()]
    names += [(known.name, club.id) for club in archive.clubs() for known in (*club.line, *club.names)]
    return [*names, *((club.name, club.id) for club in archive.clubs())]


# What looks like a name with another club's city, and is a name one club bore with the city it is of, or the
# beginning of one.
EXPECTED_SHOWN = [
    *("Altai Semey", "Ansat Pavlodar", "Astana Namys", "Astana Tsesna", "Astana Yesil", "Atyrau Munaishy"),
    *("Avtomobilist Kostanay", "Avtomobilist Kyzylorda", "Azhar Kokshe", "Dostyk Shymkent"),
    *("Ekibastuzets Batyr", "Enbek Shymkent", "Khromtau Gornyak", "Khromtau Zhezkazgan", "Kyran Alma-Ata"),
    *("Kyran Almaty", "Metallist Taraz", "Metallist Zhambyl", "Metallist Zhezkazgan", "Munaishy Atyrau"),
    *("Munaishy Ayat", "Namys Akmola", "Namys Astana", "Namys Astana-1964", "Namys Astana-64"),
    *("Semey Altai", "Shakhter Bolat", "Shakhter Bulat", "Shakhter Temirtau", "Taraz Energetik"),
    *("Taraz Khimik", "Taraz Metallist", "Zhambyl Energetik", "Zhambyl Khimik", "Zhambyl Metallist"),
    *("Zhastar Oral", "Zhetysu Kaskelen", "Zhetysu Sunkar", "Zhiger Alma-Ata", "Zhiger Almaty"),
]

NOISE = "🏆 «{}»|({})!!!|  {}  |\u200f{}\u200e|FC {}|{} FC|«ФК {}»|[{}]…|{}?|\u200b{}|“{}”|⚽️ {} ⚽️"


def test_every_name_finds_its_club_or_asks_with_it_among_the_choices(clubs: ClubIndex, ours: Archive) -> None:
    names = all_names(ours)
    assert len(names) > 150
    for name, club in names:
        expected = clubs.find(name)
        assert club in (*expected.ids, *expected.others), name
        assert expected.certainty in (Certainty.EXACT, Certainty.AMBIGUOUS), name
        around = [noise.format(name) for noise in NOISE.split("|")]
        forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
        for text in (*around, *forms, name.upper(), name.lower()):
            assert clubs.find(text) == expected, text


# What people may write: letters of every alphabet that names are written in, and everything else.
ALPHABET = (
    "abcdefghijklmnopqrstuvwxyz абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі äöüßçğıñşūáóúýžčš0123456789-.'"
)


@given(
    st.text()
    | st.text(ALPHABET, max_size=30)
    | st.text("Kairat Кайрат", max_size=200)
    | st.lists(st.sampled_from(["Kairat", "Almaty", "Spartak", "Semey", "Metallist", "kirat", "1993"])).map(
        " ".join
    )
)
def test_no_text_breaks_it_and_case_and_form_make_no_difference(indexed: ClubIndex, text: str) -> None:
    found = indexed.find(text)
    assert len(found.ids) <= (3 if found.certainty is Certainty.NONE else 6)
    if found.one:
        assert len(found.ids) == 1
    for form in ("NFC", "NFD"):
        assert indexed.find(unicodedata.normalize(form, text)) == found
    if text.casefold() == text.upper().casefold() and len(text) < 90:
        assert indexed.find(text.upper()) == found
        assert indexed.find(f"  «{text}»  ").ids == found.ids


@pytest.fixture(scope="module")
def indexed(ours_path: Path) -> ClubIndex:
    archive = Archive(ours_path)
    index = ClubIndex(archive.clubs(), archive.names_in_editions())
    archive.close()
    return index


def test_slips_find_the_club_and_hardly_ever_another(clubs: ClubIndex, ours: Archive) -> None:
    """One slip anywhere in a name of five letters or more, two in one of eight or more."""
    names = {name: club for name, _ in all_names(ours) if (club := clubs.find(name).one)}
    rng = random.Random(7)
    right = wrong = asked = 0
    for slips, shortest in ((1, 5), (2, 8)):
        pool = sorted(name for name in names if sum(map(str.isalpha, name)) >= shortest)
        for name in rng.choices(pool, k=1000):
            text = name
            for _ in range(slips):
                text = slip(text, rng)
            found = clubs.find(text)
            right += found.one == names[name]
            wrong += found.one not in (names[name], None)
            asked += found.one is None and names[name] in found.ids
    assert right >= 1700
    assert right + asked >= 1940  # what is hardly a name any more has no neighbours
    assert wrong <= 12


def slip(text: str, rng: random.Random) -> str:
    """*text* with a letter wrong, missing, doubled, or swapped with the next."""
    place = rng.choice([place for place, char in enumerate(text) if char.isalpha()])
    before, char, after = text[:place], text[place], text[place + 1 :]
    alphabet = "абвгдежзиклмнопрстуфхцчшыэюя" if "а" <= char.lower() <= "я" else "abcdefghijklmnopqrstuvwxyz"
    kinds = [before + rng.choice(alphabet) + after, before + after, before + 2 * char + after]
    return rng.choice([*kinds, before + after[:1] + char + after[1:]])


def test_a_name_with_another_clubs_city_or_name_is_never_shown_as_one_club(
    clubs: ClubIndex, ours: Archive
) -> None:
    """Not by slips either: Kairat Kyzylorda is not Kaisar."""
    known = ours.clubs()
    names = {name: club for _, club, name in ours.names_in_editions()}
    cities = {other.id: other.cities for other in known}
    shown = []
    for name, club in names.items():
        if len(name.split()) > 1 or clubs.find(name).one != club:
            continue
        city = next(other for other in known if other.id == club).city
        here = {name for other in known if other.city == city for name in other.cities}
        others = {other.city: () for other in known if other.city}
        others |= {other: cities[names[other]] for other in names if names[other] != club}
        shown += [
            f"{name} {other}"
            for other, of in others.items()
            if other not in here and name not in of and clubs.find(f"{name} {other}").one
        ]
    assert sorted(set(shown)) == EXPECTED_SHOWN


def test_a_hundred_words_are_harmless(clubs: ClubIndex) -> None:
    assert clubs.find("слово " * 100).certainty is Certainty.NONE
    assert clubs.find("Kairat " * 100).one in (None, "kairat")
    assert clubs.find("x" * 100_000).certainty is Certainty.NONE


def test_an_edition_goes_before_who_is_called_so_today(clubs: ClubIndex) -> None:
    assert clubs.find("Astana", Label(2006, 2006)).one == "zhenis"
    assert clubs.find("Astana", Label(2015, 2015)).one == "astana"
    assert clubs.find("Spartak", Label(1993, 1993)).one == "spartak-semey"


def test_writing_tells_names_of_one_sound_apart_in_one_alphabet_only(clubs: ClubIndex) -> None:
    assert clubs.find("Enbek").one == "enbek"
    assert (clubs.find("Enbek").others, clubs.find("Енбек").others) == ((), ("zhiger",))
