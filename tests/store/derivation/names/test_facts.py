"""What is shown for the venues and referees that files write."""

import pytest

from store.archive.archive import Archive
from store.cup.facts import FactName
from store.derivation.names.facts import FactNames
from store.seedfiles.registry import load_places, load_referees
from store.seedfiles.toml import TomlFile
from tests.store.seasons import edition_of

PLACES = """
    [astana]
    name = "Astana"
    russian = "Астана"
    kazakh = "Астана"
    former = [{ name = "Akmola", russian = "Акмола", kazakh = "Ақмола", from = 1992, to = 1998 }]
    [shymkent]
    name = "Shymkent"
    russian = "Шымкент"
    kazakh = "Шымкент"
    [kazhymukan-astana]
    name = "Kazhymukan Stadium"
    russian = "Стадион имени Кажымукана"
    city = "astana"
    also = ["Kazhimukan Stadium"]
    [kazhymukan-shymkent]
    name = "Kazhymukan Stadium"
    russian = "Стадион имени Кажымукана"
    city = "shymkent"
    also = ["Kazhimukan Stadium"]
    former = [{ name = "Metallurg Stadium" }]
"""
REFEREES = """
    [borisov]
    name = "Aleksandr Borisov"
    russian = "Александр Борисов"
    also = ["A. Borisov"]
"""


@pytest.fixture(scope="module")
def names() -> FactNames:
    return FactNames(
        load_places(TomlFile(PLACES, "places.toml")), load_referees(TomlFile(REFEREES, "referees.toml"))
    )


@pytest.mark.parametrize(
    ("fact", "written", "shown", "entry", "russian", "kazakh"),
    [
        ("venue", "Astana", "Astana", "astana", "Астана", "Астана"),
        ("venue", "Akmola", "Akmola", "astana", "Акмола", "Ақмола"),
        (
            "venue",
            "Kazhimukan stadium, Akmola",
            "Kazhymukan Stadium, Akmola",
            "kazhymukan-astana",
            "Стадион имени Кажымукана, Акмола",
            "",
        ),
        (
            "venue",
            "Kazhymukan Stadium, Shymkent",
            "Kazhymukan Stadium, Shymkent",
            "kazhymukan-shymkent",
            "Стадион имени Кажымукана, Шымкент",
            "",
        ),
        (
            "venue",
            "Metallurg Stadium, Shymkent",
            "Metallurg Stadium, Shymkent",
            "kazhymukan-shymkent",
            "",
            "",
        ),
        ("referee", "A. Borisov", "Aleksandr Borisov", "borisov", "Александр Борисов", ""),
        (
            "referee",
            "A. Borisov (Akmola)",
            "Aleksandr Borisov (Akmola)",
            "borisov",
            "Александр Борисов (Акмола)",
            "",
        ),
        (
            "referee",
            "Aleksandr Borisov (Minsk)",
            "Aleksandr Borisov (Minsk)",
            "borisov",
            "",
            "",
        ),
    ],
)
def test_names(
    names: FactNames, fact: str, written: str, shown: str, entry: str, russian: str, kazakh: str
) -> None:
    found = FactName(fact, shown, entry, russian, kazakh)
    assert names.of(fact, written) == found
    assert names.of(fact, shown) == found
    assert names.shown(fact, written) == shown


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        ("venue", "Metallurg Stadium, Astana"),
        ("venue", "Kazhymukan Stadium"),
        ("venue", "Kazhymukan Stadium, Minsk"),
        ("venue", "Minsk"),
        ("referee", "Borisov"),
        ("attendance", "Astana"),
    ],
)
def test_what_is_in_no_registry_is_shown_as_it_is(names: FactNames, fact: str, written: str) -> None:
    assert names.of(fact, written) is None
    assert names.shown(fact, written) == written
    assert FactNames().shown(fact, written) == written


def test_matches_have_the_names_of_the_registry() -> None:
    text = "= 1993 Cup =\n==Final==\nA 1-0 B\n  Venue: Kazhimukan Stadium, Akmola\n  Referee: A. Borisov\n"
    supplement = (
        '[[ties]]\nedition = "1993"\nround = "Final"\nhome = "A"\naway = "B"\nsources = ["S"]\n'
        'venue = "Kazhymukan Stadium, Akmola"\n'
    )
    edition = edition_of(text, supplement=supplement, places=PLACES, referees=REFEREES)
    (match,) = edition.ties[0].matches
    assert (match.venue, match.referee) == ("Kazhymukan Stadium, Akmola", "Aleksandr Borisov")
    assert edition.findings == ()


def test_a_city_has_all_its_names(names: FactNames) -> None:
    assert names.city_names("Akmola") == ("Astana", "Астана", "Акмола", "Ақмола")
    assert names.city_names("Minsk") == ()


def test_every_venue_and_referee_of_ours_is_in_the_registry(ours: Archive) -> None:
    known = {(row["fact"], row["text"]): row for row in ours.query("SELECT * FROM fact_names")}
    written = [
        (fact, row["text"])
        for fact in ("venue", "referee")
        for row in ours.query(f"SELECT DISTINCT {fact} AS text FROM matches WHERE {fact} IS NOT NULL")
    ]
    assert sorted(written) == sorted(known)
    assert [key for key, row in known.items() if not row["russian"]] == []
    without_kazakh = {text for (_, text), row in known.items() if not row["kazakh"]}
    assert without_kazakh == {"Kurmanbek Urdabayev (Shymkent)", "Edigen Yumashev (Almaty)"}


def test_one_person_has_two_stadiums(ours: Archive) -> None:
    rows = ours.query("SELECT text, entry FROM fact_names WHERE text LIKE 'Kaz%Munait%' ORDER BY text")
    assert [tuple(row.values()) for row in rows] == [
        ("Kazhymukan Munaitpasov Stadium, Astana", "kazhymukan-astana"),
        ("Kazhymukan Munaitpasov Stadium, Shymkent", "kazhymukan-shymkent"),
    ]
    arena = ours.query("SELECT text FROM fact_names WHERE entry = 'astana-arena' ORDER BY text")
    assert [row["text"] for row in arena] == ["Astana Arena, Astana", "Astana Arena, Nur-Sultan"]
