"""Names and texts of an archive in other languages."""

from pathlib import Path

from store.archive.names import Names
from tests.store.seasons import archive_of

SEASON = """
= 1990 Town Cup =

Infobox
- Title: Town Cup
- Title (ru): Кубок города
- Title (uz): Shahar kubogi
A short summer.
Summary (ru): Короткое лето.

==Final==
1 May 1990
Alpha 2-1 Beta
  Alpha: Ivanov 5', 7'
  Venue: Old Ground, Omsk
  Referee: Petrov
  Note: Rain.
  Note (ru): Дождь.
  Note (kk): Жаңбыр.
"""
CLUBS = """
[alpha]
name = "Alpha"
city = "Omsk"
note = "An old club."
note_ru = "Старый клуб."
note_uz = "Eski klub."
editions = { 1990 = ["Alpha"] }
sources = ["x"]
names = [
    { name = "Альфа", language = "ru", of = ["Alpha"] },
    { name = "Alfa", language = "uz", of = ["Alpha"] },
]
"""
PLAYERS = """
[ivanov]
name = "Ivan Ivanov"
name_uz = "Ivan Ivanov (uz)"
russian = "Иван Иванов"
sources = ["x"]
appearances = [{ edition = "1990", club = "alpha", names = ["Ivanov"] }]
"""
PLACES = """
[omsk]
name = "Omsk"
russian = "Омск"
kazakh = "Омбы"
former = [{ name = "Omskaya", russian = "Омская", kazakh = "Омбы бекінісі" }]
sources = ["x"]

[old-ground]
name = "Old Ground"
city = "omsk"
russian = "Старый стадион"
kazakh = "Ескі стадион"
sources = ["x"]
"""
REFEREES = """
[petrov]
name = "Petrov"
russian = "Петров"
sources = ["x"]
"""


def test_names_in_three_languages(tmp_path: Path) -> None:
    for name, text in (("clubs", CLUBS), ("players", PLAYERS), ("places", PLACES), ("referees", REFEREES)):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    archive = archive_of(tmp_path, a=SEASON.lstrip())
    russian, kazakh, uzbek = (Names(archive, *languages) for languages in (("ru",), ("kk", ("ru",)), ("uz",)))
    each = (russian, kazakh, uzbek)
    assert [names.club("alpha", "Alpha") for names in each] == ["Альфа", "Альфа", "Alfa"]
    assert [names.club_called("Alpha") for names in each] == ["Альфа", "Альфа", "Alfa"]
    assert [names.club("beta", "Beta") for names in each] == [None, None, None]
    assert [names.has_club("alpha") for names in each] == [True, True, True]
    assert not russian.has_club("beta")
    assert [names.player("ivanov", "Ivan Ivanov") for names in each] == [
        "Иван Иванов",
        "Иван Иванов",
        "Ivan Ivanov (uz)",
    ]
    assert russian.person_called("Ivanov") == "Иван Иванов"  # as a line of scorers has it
    assert [names.place("Old Ground, Omsk") for names in each] == [
        "Старый стадион, Омск",
        "Ескі стадион, Омбы",
        None,
    ]
    assert [names.place("Omskaya") for names in each] == ["Омская", "Омбы бекінісі", None]
    assert [names.referee("Petrov") for names in each] == ["Петров", "Петров", None]
    assert [names.text("Town Cup") for names in each] == ["Кубок города", None, "Shahar kubogi"]
    assert [names.text("Rain.") for names in each] == ["Дождь.", "Жаңбыр.", None]
    assert [names.text("A short summer.") for names in each] == ["Короткое лето.", None, None]
    assert [names.text("An old club.") for names in each] == ["Старый клуб.", None, "Eski klub."]
    archive.close()


def test_translations_go_with_their_file(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=SEASON.lstrip())
    assert len(archive.query("SELECT * FROM translations")) == 5
    archive.close()
    archive = archive_of(tmp_path, a=SEASON.lstrip().replace("  Note (kk): Жаңбыр.\n", ""))
    assert len(archive.query("SELECT * FROM translations")) == 4
    archive.close()
    (tmp_path / "a.txt").unlink(missing_ok=True)
