import pytest

from store.archive import Archive
from store.clubs import ClubIndex
from store.labels import Label
from store.names import Certainty


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
        *[(text, "irtysh") for text in ("Irtysh", "Traktor Pavlodar", "Ansat", "Ертіс")],
        *[(text, "gornyak") for text in ("Gornyak Khromtau", "Gornyak Dzhezkazgan", "Горняк Хромтау")],
        *[
            (text, "spartak-semey")
            for text in ("Spartak Semey", "Yelimay", "Елімай", "Spartak Semipalatinsk")
        ],
        ("Azhar", "azhar"),
        ("Zenit Kokshetau", "azhar"),
        ("Kokshetau", "kokshetau"),
        ("CSKA Alma-Ata", "cska"),
        ("цска", "cska"),
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
        ("Gornyak", ("gornyak", "enbek", "gornyak-atlant")),
        ("Metallist", ("kyzylzhar", "enbek", "taraz")),
        ("Khimik", ("tobol", "taraz")),
    ],
)
def test_a_name_of_several_asks(clubs: ClubIndex, text: str, asked: tuple[str, ...]) -> None:
    found = clubs.find(text)
    assert (found.certainty, found.ids, found.one) == (Certainty.AMBIGUOUS, asked, None)


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


def test_every_name_finds_its_club_or_asks_with_it_among_the_choices(clubs: ClubIndex, ours: Archive) -> None:
    names = [(name, club) for _, club, name in ours.names_in_editions()]
    names += [(known.name, club.id) for club in ours.clubs() for known in (*club.line, *club.names)]
    names += [(club.name, club.id) for club in ours.clubs()]
    assert len(names) > 150
    for name, club in names:
        for text in (name, name.upper(), f"  «{name}»  ", f"FC {name}"):
            found = clubs.find(text)
            assert club in found.ids, text
            assert found.certainty in (Certainty.EXACT, Certainty.AMBIGUOUS), text
