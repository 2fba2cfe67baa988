"""Values of the cup in each language: names of the time, dates, scores, labels, rounds, order."""

import re
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import format_decimal

from handlers.commands import COMMANDS
from handlers.wording.formats import Formats
from handlers.wording.languages import languages
from handlers.wording.texts import Texts, texts_of
from store.archive.archive import Archive
from store.cup.labels import Label
from store.cup.rounds import NamedRound, RoundKind, find_round
from store.cup.ties import Goals, Side
from store.cup.values import Day, PartialDate, Score
from tests.handlers.conftest import talking
from tests.store.seasons import archive_of


def goals(name: str, club: str) -> Goals:
    return Goals(0, f"{club}/{name}", name, name, club, 1, 1, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "english", "russian", "kazakh"),
    [
        (Label(1996, 1997), "1996–97", "1996/97", "1996/97"),
        (Label(1999, 2000), "1999–2000", "1999/2000", "1999/2000"),
        (Label(1993, 1993), "1993", "1993", "1993"),
        (Score(4, 2), "4–2", "4:2", "4:2"),
        (PartialDate(1993, 11, 8), "8 November 1993", "8 ноября 1993", "1993 ж. 8 қараша"),
        (PartialDate(2012, 11), "November 2012", "ноябрь 2012", "2012 ж. қараша"),
        (PartialDate(2012), "2012", "2012", "2012"),
        (Day(5, 9), "9 May", "9 мая", "9 мамыр"),
        (Side("taraz", "Fosfor"), "Fosfor", "Фосфор", "Фосфор"),
        (Side("taraz", "Taraz"), "Taraz", "Тараз", "Тараз"),
        (Side("tobol", "Tobol"), "Tobol", "Тобол", "Тобыл"),
        (Side("tobol", "Khimik Kustanay"), "Khimik Kustanay", "Химик Кустанай", "Химик Қостанай"),
        (Side("kaisar", "Kaisar"), "Kaisar", "Кайсар", "Қайсар"),
        (Side("nobody", "Real Madrid"), "Real Madrid", "Real Madrid", "Real Madrid"),
        (goals("Naydovskiy", "kairat"), "Naydovskiy", "Юрий Найдовский", "Юрий Найдовский"),
        (goals("Zhukov", "kairat"), "Zhukov", "Жуков", "Жуков"),  # transliterated: his club has a name
        (goals("Thomas Müller", "kairat"), "Thomas Müller", "Thomas Müller", "Thomas Müller"),
        (goals("Zhukov", "nobody"), "Zhukov", "Zhukov", "Zhukov"),
        (NamedRound(1, "Round of 32", "R32"), "Round of 32", "1/16 финала", "1/16 финал"),
        (NamedRound(1, "Round of 16", "R16"), "Round of 16", "1/8 финала", "1/8 финал"),
        (NamedRound(1, "Quarterfinals", "QF"), "Quarterfinals", "1/4 финала", "Ширек финал"),
        (NamedRound(1, "Semi-finals", "SF"), "Semi-finals", "1/2 финала", "Жартылай финал"),
        (NamedRound(1, "First round", "R1"), "First round", "Первый раунд", "Бірінші кезең"),
        (NamedRound(1, "Group B", "GB", RoundKind.GROUP), "Group B", "Группа B", "B тобы"),
        (NamedRound(1, "Round Robin", "RR"), "Round Robin", "Round Robin", "Round Robin"),
    ],
)
def test_shown(ours: Archive, value: object, english: str, russian: str, kazakh: str) -> None:
    texts = texts_of(ours)
    assert [texts(code).show(value) for code in ("en", "ru", "kk")] == [english, russian, kazakh]


@pytest.mark.parametrize("code", languages())
def test_months_and_numbers_are_those_of_the_unicode_cldr(code: str) -> None:
    language, locale, formats = languages()[code], Locale(code), Formats(languages()[code])
    for context, months in (("format", language.months), ("stand-alone", language.months_alone)):
        assert dict(enumerate(months, start=1)) == locale.months[context]["wide"]
    for number, digits in (
        (0, 0),
        (999, 0),
        (1_000, 0),
        (9_999, 0),
        (10_000, 0),
        (1_234_567, 0),
        (0.5, 2),
        (2.345, 1),
    ):
        grouped = "#,##0" if number >= language.grouped_from else "0"
        pattern = grouped + (f".{'0' * digits}" if digits else "")
        assert formats.number(number, digits) == format_decimal(number, pattern, locale=locale)


def test_numbers_signs_and_codes() -> None:
    russian, kazakh = Texts("ru"), Texts("kk")
    assert (russian.number(10_500), russian.number(2.95, 2)) == ("10\u00a0500", "2,95")
    assert (kazakh.number(10_500), kazakh.number(2.95, 2)) == ("10\u00a0500", "2,95")
    assert (russian.formats.walkover(), russian.formats.walkover(True)) == ("+:−", "−:+")
    codes = [NamedRound(1, "", code) for code in ("PR", "R1", "R12", "R16", "QF", "SF", "F", "3P", "GA")]
    assert [russian.values.code(one) for one in codes] == [
        "ПР",
        "1Р",
        "12Р",
        "1/8",
        "1/4",
        "1/2",
        "Ф",
        "3М",
        "гр.A",
    ]
    assert [kazakh.values.code(one) for one in codes][:7] == ["ІК", "1К", "12К", "1/8", "1/4", "1/2", "Ф"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Aktobe", "Čelik", "Kairat", "Zhenis"]),
        ("ru", ["Актобе", "Елимай", "Ёлка", "Жетысу", "Кайрат", "Ясси", "AKAS"]),
        (
            "kk",
            [
                "Ақтөбе",
                "Әулие",
                "Елімай",
                "Иртыш",
                "Кайрат",
                "Қайрат",
                "Нөкіс",
                "Ордабасы",
                "Өскемен",
                "Ұлан",
                "Іле",
            ],
        ),
    ],
)
def test_the_order_of_an_alphabet(language: str, names: list[str]) -> None:
    order = Texts(language).formats.order
    assert sorted(names, key=order) == names


def test_a_text_without_a_translation_is_marked(ours: Archive) -> None:
    texts = texts_of(ours)
    assert texts("ru").values.prose("Decided by away goals.") == "Исход решили голы на выезде."
    assert texts("ru").values.prose("Something new.") == "Something new. (en)"
    assert texts("en").values.prose("Something new.") == "Something new."


def test_a_cup_without_names_in_a_language_stays_as_it_is_written(tmp_path: Path) -> None:
    season = (
        "= 1990 Coupe de la Ville =\n\nInfobox\n- Title: Coupe de la Ville\n- Title (ru): Кубок города\n\n"
        "==Finale==\n1 May 1990\nÉtoile 2-1 Olympique\n  Note: Rain.\n  Note (ru): Дождь.\n"
    )
    archive = archive_of(tmp_path, a=season)
    russian, kazakh = map(texts_of(archive), ("ru", "kk"))
    edition = archive.edition(archive.labels[0])
    assert russian.values.translated(edition.competition) == "Кубок города"
    assert kazakh.values.translated(edition.competition) == "Coupe de la Ville"
    (match,) = edition.ties[0].matches
    assert [russian.show(match.home), russian.show(edition.ties[0].round)] == ["Étoile", "Финал"]
    assert [russian.values.prose(match.notes[0]), kazakh.values.prose(match.notes[0])] == [
        "Дождь.",
        "Rain. (en)",
    ]
    archive.close()


def test_every_language_has_what_the_others_have() -> None:
    forms = {code: set(language.forms) for code, language in languages().items()}
    assert len({frozenset(keys) for keys in forms.values()}) == 1
    assert [language.name for language in languages().values()] == ["English", "Қазақша", "Русский"]


@pytest.mark.parametrize("language", languages())
def test_what_a_round_is_called_is_understood(ours: Archive, language: str) -> None:
    texts, lost = texts_of(ours)(language), []
    for edition in map(ours.edition, ours.labels):
        for known in edition.rounds:
            for said in (texts.show(known), texts.values.code(known)):
                if said != "?" and find_round(said, edition.rounds, whole=edition.whole) != known:
                    lost.append((edition.label, known.name, said))
    assert lost == []


@pytest.mark.parametrize("language", languages())
async def test_examples_of_commands_are_understood(ours: Archive, language: str) -> None:
    texts = texts_of(ours)(language)
    async with talking(ours, texts) as talk:
        for command in COMMANDS:
            helped = (await talk.ask(f"/help {command.name}")).html
            for example in re.findall("<code>(.*?)</code>", helped):
                first = (await talk.say(example))[0].html
                assert not re.search("“|«[^»]*» –|«[^»]*» —", first.split("\n")[0]), (example, first)
                await talk.say("/stop")


@pytest.mark.parametrize(
    ("language", "together"),
    [
        ("en", ["Esmuratov", "Karashbayev", "Yuri Naidovsky", "Sergei Vishnyakov"]),
        ("ru", ["Сергей Вишняков", "Есмуратов", "Карашбаев", "Юрий Найдовский"]),
    ],
)
async def test_scorers_of_one_rank_are_in_the_order_of_their_surnames(
    ours: Archive, language: str, together: list[str]
) -> None:
    async with talking(ours, texts_of(ours)(language)) as talk:
        rows = (await talk.ask("/scorers 1992")).html.split("\n3. ")[1].split("\n7. ")[0].split("\n")
    assert [row.partition(" (")[0].strip() for row in rows] == together
