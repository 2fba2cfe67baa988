"""Errors of TOML files: each names its file, the line of the table, and the key's path."""

import pytest

from store.importing.reading import load
from store.seedfiles.problems import UnreadableFile

TIE = '[[ties]]\nedition = "1993"\nround = "Final"\nhome = "A"\naway = "B"\nsources = ["S"]\n'
LINE_UP = (
    "[[line_ups]]\nedition = '1993'\nround = 'Final'\nhome = 'A'\naway = 'B'\nclub = 'A'\nsources = ['S']\n"
)
DOUBT = "[[one_source]]\nedition = '1993'\nfacts = ['date']\nsources = ['S']\n"
TEXT = "a text of 1 to 400 characters"
NUMBER = "a whole number up to 9999999"


def problems_of(name: str, text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as raised:
        load(text, name)
    return list(map(str, raised.value.problems))


TWENTY = """
[a]
name = 3
[b]
city = "Oral"
[c]
name = "C"
citty = "Oral"
[d]
name = "D"
sources = [1]
[e]
name = "E"
editions = { 93 = ["E"] }
[f]
name = "F"
editions = { 1993 = [] }
[g]
name = "G"
editions = { 1993 = ["G", 7] }
[h]
name = "H"
names = [{ name = "H", language = "german" }]
[i]
name = "I"
names = [{ name = "I" }, { name = "" }]
[j]
name = "J"
names = "J"
[k]
name = "K"
line = [{ name = "K" }]
[l]
name = "L"
line = [{ name = "L", from = "1950" }]
[m]
name = "M"
line = [{ name = "M", from = 1950, too = 1960 }]
[n]
name = "N"
apart = [{ name = "O", editions = ["9"], sources = ["S"] }]
[o]
name = "O"
apart = [{ name = "P", editions = ["1993"] }]
[p]
name = "P"
apart = [{ name = "P", editions = ["1993"], sources = ["S"] }]
[q]
name = "Q"
id = "quu"
[r]
name = "R"
registered = false
[S]
name = "S"
[t]
name = "T"
city_names = 1993
"""


def test_twenty_wrong_entries_are_twenty_problems() -> None:
    assert problems_of("clubs.toml", TWENTY) == [
        f"clubs.toml:2: 'a.name' is 3, expected {TEXT}",
        "clubs.toml:4: no 'b.name', expected one",
        "clubs.toml:6: 'c.citty', expected a key this file knows",
        f"clubs.toml:9: 'd.sources[0]' is 1, expected {TEXT}",
        "clubs.toml:12: 'e.editions.93' is '93', expected an edition such as 1993 or 1996-97",
        "clubs.toml:15: 'f.editions.1993' is [], expected at least one text",
        f"clubs.toml:18: 'g.editions.1993[1]' is 7, expected {TEXT}",
        "clubs.toml:21: 'h.names[0].language' is 'german', expected a language such as ru or kk",
        "clubs.toml:24: no 'i.names[1].name', expected one",
        "clubs.toml:27: 'j.names[0]' is 'J', expected a table",
        "clubs.toml:30: no 'k.line[0].from', expected a year",
        f"clubs.toml:33: 'l.line[0].from' is '1950', expected {NUMBER}",
        "clubs.toml:36: 'm.line[0].too', expected a key this file knows",
        "clubs.toml:39: 'n.apart[0].editions[0]' is '9', expected an edition such as 1993 or 1996-97",
        "clubs.toml:42: no 'o.apart[0].sources', expected one",
        "clubs.toml:45: 'p.apart', expected each edition once, for another name than its own",
        "clubs.toml:48: 'q.id', expected a key this file knows",
        "clubs.toml:51: 'r.registered', expected a key this file knows",
        "clubs.toml:54: the id 'S', expected up to 25 small letters, digits and hyphens",
        "clubs.toml:56: 't.city_names' is 1993, expected a list of texts",
    ]


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        (
            "clubs.toml",
            "\n[A B]\nname = 'x'",
            ["2: Expected ']' at the end of a table declaration, expected TOML"],
        ),
        ("clubs.toml", "a = " + "[" * 5000, ["1: values out of all proportion, expected TOML"]),
        ("clubs.toml", f"a = {'9' * 5000}", ["1: values out of all proportion, expected TOML"]),
        ("clubs.toml", "\na = 1", ["2: 'a', expected a table"]),
        ("clubs.toml", f"[a]\nname = '{'x' * 401}'", [f"1: 'a.name' is '{'x' * 38}…, expected {TEXT}"]),
        (
            "clubs.toml",
            "[a]\nname = 'x'\neditions = { 1993 = ['y'] }\n\n[b]\nname = 'z'\neditions = { 1993 = ['Y'] }",
            ["5: 'Y' of 1993 is 'a' too, expected one club"],
        ),
        ("clubs.toml", "[a]\nname = 'x'\n\n['b']\nname = 5", [f"4: 'b.name' is 5, expected {TEXT}"]),
        ("clubs.toml", "[a]\nname = 'x'\n\n[b.editions]\n1993 = ['y']", ["4: no 'b.name', expected one"]),
        ("clubs.toml", "[a]\nname = 'x'\nnames = 3", ["1: 'a.names', expected a list of tables"]),
        (
            "clubs.toml",
            "[a]\nnames = [{ name = 3, nam = 'y' }]\ncity = true",
            [
                "1: no 'a.name', expected one",
                f"1: 'a.city' is True, expected {TEXT}",
                f"1: 'a.names[0].name' is 3, expected {TEXT}",
                "1: 'a.names[0].nam', expected a key this file knows",
            ],
        ),
        (
            "players.toml",
            "[a]\nname = 'x'\nappearances = [{ edition = '1', club = 'c', names = 'N' }, 3]\n"
            "\n[b]\nnam = 'y'",
            [
                "1: 'a.appearances[0].edition' is '1', expected an edition such as 1993 or 1996-97",
                "1: 'a.appearances[1]' is 3, expected a table",
                "5: no 'b.name', expected one",
                "5: 'b.nam', expected a key this file knows",
            ],
        ),
        (
            "supplement.toml",
            "[[ties]]\nedition = '1993'",
            [f"1: no 'ties.{key}', expected one" for key in ("round", "home", "away", "sources")],
        ),
        (
            "supplement.toml",
            f"# a\n{TIE}shoot_out = '3-3'",
            ["2: 'ties.shoot_out' is '3-3', expected two different numbers such as 3-5"],
        ),
        (
            "supplement.toml",
            f"{TIE}attendance = 99999999999",
            [f"1: 'ties.attendance' is 99999999999, expected {NUMBER}"],
        ),
        ("supplement.toml", f"{TIE}venue = 5", [f"1: 'ties.venue' is 5, expected {TEXT}"]),
        (
            "supplement.toml",
            f"{TIE}extra_time = 'yes'",
            ["1: 'ties.extra_time' is 'yes', expected true or false"],
        ),
        (
            "supplement.toml",
            f"{TIE}goals = {{ X = true, Y = 0 }}",
            [
                f"1: 'ties.goals.X' is True, expected {NUMBER}",
                "1: 'ties.goals.Y' is 0, expected a number above 0",
            ],
        ),
        ("supplement.toml", f"{TIE}advanced = 'C'", ["1: 'ties.advanced' is 'C', expected 'A' or 'B'"]),
        ("supplement.toml", f"{TIE}line = 3", ["1: 'ties.line', expected a key this file knows"]),
        (
            "supplement.toml",
            TIE.replace('["S"]', "[]"),
            ["1: 'ties.sources' is [], expected at least one text"],
        ),
        (
            "supplement.toml",
            DOUBT.replace("'date'", ""),
            ["1: 'one_source.facts' is [], expected at least one fact"],
        ),
        (
            "supplement.toml",
            DOUBT.replace("'S'", "'S', 'T'") + "home = 'A'",
            [
                "1: 2 of 'one_source.sources', expected one",
                "1: a part of a tie in 'one_source', expected 'round', 'home' and 'away', or none",
            ],
        ),
        (
            "places.toml",
            "[a]\nname = 'A'\n[b]\nname = 'B'\nalso = ['a']\n[s]\nname = 'S'\ncity = 'c'",
            ["3: 'a' is 'a' too, expected one place", "6: 's.city' is 'c', expected the id of a city here"],
        ),
        (
            "places.toml",
            "[a]\nname = 'A'\n[s]\nname = 'S'\ncity = 'a'\n[t]\nname = 'T'\ncity = 'a'\nalso = ['s']",
            ["6: 's' is 's' too, expected one place"],
        ),
        (
            "places.toml",
            "[a]\nname = 'A'\nformer = [{ name = 'B', from = 'long ago' }]",
            [f"1: 'a.former[0].from' is 'long ago', expected {NUMBER}"],
        ),
        (
            "places.toml",
            "[A]\nname = 'A'",
            ["1: the id 'A', expected up to 25 small letters, digits and hyphens"],
        ),
        (
            "referees.toml",
            "[a]\nname = 'A. B'\n[b]\nname = 'B'\nalso = ['A. B']",
            ["3: 'A. B' is 'a' too, expected one referee"],
        ),
        ("referees.toml", "[a]\nrussian = 'A'", ["1: no 'a.name', expected one"]),
        (
            "supplement.toml",
            DOUBT + "round = 'Final'\nhome = 'A'\naway = 'B'\nties = [['A', 'B']]",
            ["1: a match and ties in 'one_source', expected either"],
        ),
        (
            "supplement.toml",
            f"{LINE_UP}players = []",
            ["1: 'line_ups.players' is [], expected at least one text"],
        ),
        (
            "supplement.toml",
            f"{LINE_UP}players = {[str(number) for number in range(12)]}",
            ["1: 12 of 'line_ups.players', expected at most 11"],
        ),
        (
            "supplement.toml",
            LINE_UP.replace("club = 'A'", "club = 'C'") + "players = ['X', 'X']",
            [
                "1: 'line_ups.club' is 'C', expected 'A' or 'B'",
                "1: 'X' twice in 'line_ups', expected each player once",
            ],
        ),
        (
            "supplement.toml",
            f"""{LINE_UP}players = ['X', 'Y']\nreserves = ['V']\nbooked = [{{ player = 'Z', minute = 3 }}]
substitutions = [{{ off = 'X', on = 'U', minute = 5 }}, {{ off = 'V', on = 'Y', minute = 6 }}]""",
            [
                "1: 'Y' for 'V' in 'line_ups.substitutions', expected a player who was on, and one who "
                "had not been",
                "1: 'Z' in 'line_ups.booked', expected one of its players",
            ],
        ),
        (
            "supplement.toml",
            f"{LINE_UP}players = ['X']\nsubstitutions = [{{ off = 'X', on = 'U', minute = 'late' }}]",
            [f"1: 'line_ups.substitutions[0].minute' is 'late', expected {NUMBER}"],
        ),
        (
            "supplement.toml",
            DOUBT + "ties = [['A', 'B']]",
            ["1: a part of a tie in 'one_source', expected 'round', 'home' and 'away', or none"],
        ),
        (
            "supplement.toml",
            DOUBT + "round = 'Final'\nties = [['A']]",
            ["1: 'one_source.ties' is ['A'], expected two clubs"],
        ),
        (
            "supplement.toml",
            DOUBT + "round = 'Final'\nties = []",
            ["1: 'one_source.ties' is [], expected at least one tie"],
        ),
        (
            "supplement.toml",
            f"# typo\n{DOUBT}text = 'typo'\n\n[[typo]]\na = 1",
            [
                "8: 'typo', expected '[[ties]]' or '[[line_ups]]' or '[[notes]]' or '[[conflicts]]' or "
                "'[[one_source]]' or '[[worked_out]]' or '[[unknown]]'"
            ],
        ),
    ],
)
def test_errors_of_toml_files(name: str, text: str, problems: list[str]) -> None:
    assert problems_of(name, text) == [f"{name}:{problem}" for problem in problems]


def test_a_fact_that_is_none_is_told_which_there_are() -> None:
    (problem,) = problems_of("supplement.toml", DOUBT.replace("date", "mood"))
    assert problem.startswith(
        "supplement.toml:1: 'one_source.facts[0]' is 'mood', expected one of the whole match, date, "
    )


def test_more_problems_than_twenty_are_too_many() -> None:
    assert len(problems_of("clubs.toml", "\n".join(f"[a{number}]" for number in range(30)))) == 20


def test_a_text_stands_for_a_list_of_one() -> None:
    (club,) = load("[a]\nname = 'x'\nsources = 'S'\nnames = [{ name = 'y' }]", "clubs.toml")  # type: ignore[attr-defined]
    assert club.sources == club.names[0].sources == ("S",)


def test_a_table_within_one_of_an_array_does_not_count_as_one() -> None:
    entry = '[[ties]]\nedition = "1993"\nround = "Final"\nhome = "A"\naway = "B"\nsources = "S"\n'
    text = f"{entry}[ties.goals]\nX = 2\n\n{entry.replace('round', 'rounds')}"
    assert problems_of("supplement.toml", text) == [
        "supplement.toml:10: no 'ties.round', expected one",
        "supplement.toml:10: 'ties.rounds', expected a key this file knows",
    ]


def test_an_edition_is_a_text_and_stands_once() -> None:
    text = '[a]\nname = "A"\neditions = { "1996-97" = ["A"], "1996–97" = ["B"] }\n'
    assert problems_of("clubs.toml", text)[0].endswith("expected each edition once")
    text = '[[notes]]\nedition = 1993\ntext = "t"\nsources = "S"\n'
    assert problems_of("supplement.toml", text) == [
        "supplement.toml:1: 'notes.edition' is 1993, expected an edition such as 1993 or 1996-97"
    ]


def test_colours_have_sources_and_values() -> None:
    known = '[a]\nname = "A"\ncolours = ["#ffd200", "#000000"]\ncolours_sources = "S"\n'
    (club,) = load(known, "clubs.toml")  # type: ignore[attr-defined]
    assert (club.colours, club.colours_sources) == (("#ffd200", "#000000"), ("S",))
    for wrong in (
        known.replace('colours_sources = "S"\n', ""),
        known.replace('colours = ["#ffd200", "#000000"]\n', ""),
        known.replace("#ffd200", "yellow"),
        known.replace("#ffd200", "#FFD200"),
        known.replace("#ffd200", "#fd0"),
    ):
        (problem,) = problems_of("clubs.toml", wrong)
        assert "'a.colours', expected such as ['#ffd200', '#000000'], with 'colours_sources'" in problem
