"""Every text a person reads goes through gettext; dates and numbers are the language's."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest

from bot.terminal.markup import plain
from handlers.commands import COMMANDS
from handlers.wording.catalogue import catalogue, read_catalogue
from handlers.wording.languages import languages
from handlers.wording.templates import Templates
from handlers.wording.texts import Texts, texts_of
from store.archive.archive import Archive
from store.archive.names import Names
from store.cup.values import PartialDate
from tests.handlers.conftest import talking
from tests.store.seasons import archive_of

ROOT = Path(__file__).parents[3]
PLACEHOLDERS = re.compile(r"(%\(\w+\)s|/\w+|<[^>]+>)")
# A cup without a Latin letter: what is left of them in a message has escaped translation.
CUP = """\
= 1993 საქართველოს თასი =

Infobox
- Num Teams: 5
- Scoring Leader: გია (დინამო) 4

==პირველი წრე==
8 May 1993
დინამო 3-0 ტორპედო
  დინამო: გია , ზაზა
  ტორპედო: ლაშა
რუსთავი 1-1 ლოკომოტივი
  ლოკომოტივი: თემო (o.g.)
  რუსთავი: ნიკა 12' (pen.)
==ნახევარფინალი==
დინამო 2-2 (a.e.t., 5-4 p) საბურთალო
  დინამო: გია
რუსთავი (w/o) ზესტაფონი
==ფინალი==
8 June 1993
დინამო 1-1 რუსთავი
  Venue: თბილისი
  Attendance: 12,345
  Referee: ვახტანგი
"""
SUPPLEMENT = """
[[ties]]
edition = "1993"
round = "ფინალი"
home = "დინამო"
away = "რუსთავი"
extra_time = true
sources = ["წიგნი"]
"""
QUESTIONS = [
    *(f"/{command.name}" for command in COMMANDS),
    *(
        "/results 1",
        "/results 2",
        "/results 3",
        "/results დინამო",
        "/club დინამო",
        "/club ლოკომოტივი",
        "/scorers all",
    ),
    *(
        "/club ა",
        "/club ჩჩჩჩჩჩ",
        "/final 1985",
        "/results ჩჩჩჩჩჩ",
        "/ჩჩ",
        "ჩჩ",
        "/club ზესტაფონი 1993",
        "/h2h დინამო რუსთავი",
        "/h2h დინამო",
        "/h2h დინამო ზესტაფონი",
        "/road დინამო",
        "/road რუსთავი 1993",
        "/road ლოკომოტივი",
        "/player გია",
        "/player თემო",
        "/player ჩჩჩჩჩჩ",
        "/player ლაშა",
        "/today 8.5",
        "/today 8.6",
        "/today ჩჩ",
        "/trivia ჩჩ",
        "/trivia 99",
        "/trivia 5 5",
        "/trivia 90с",
        "/trivia 1993 hard",
        "/help trivia",
        "/top reset",
        "/top ჩჩ",
        "/foo",
    ),
]
OURS = re.compile(r"\b(R\d+|QF|SF|F|Kubok|UTC|txt|a|foo|You|English)\b|w/o|/\w+")


class Shouting(gettext.NullTranslations):
    """Translates every letter of a text, but not its placeholders, into ж."""

    def gettext(self, message: str) -> str:
        parts = PLACEHOLDERS.split(message)
        return "".join(
            part if index % 2 else re.sub(r"[A-Za-z]", "ж", part) for index, part in enumerate(parts)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


async def test_no_text_escapes_translation(tmp_path: Path) -> None:
    (tmp_path / "supplement.toml").write_text(SUPPLEMENT, "utf-8")
    archive = archive_of(tmp_path, a=CUP)
    seen: list[str] = []
    async with talking(archive, Texts("en", None, Shouting())) as bot:
        for question in QUESTIONS:
            for message in await bot.say(question):
                seen += [plain(message.html), *(text for row in message.buttons for text, _ in row)]
    archive.close()
    months = re.compile(r"\b(May|June|August)\b")
    examples = re.compile(  # to be typed so
        r"^/(results|scorers|today|group) [\w–]*\s?(final|all|August)?$"
        r"|/trivia \d+( easy| hard)?( \d{4})?( \d+s)?|/top week",
        re.MULTILINE,
    )
    for text in seen:
        left = re.findall(r"[A-Za-z]+", OURS.sub("", months.sub("", examples.sub("", text))))
        assert left == [], text
    assert any("ж" in text for text in seen)


def test_plurals_and_dates_of_a_language() -> None:
    russian = Texts("ru", None, gettext.NullTranslations())
    assert russian.date(PartialDate(1993, 11, 8)) == "8 ноября 1993"
    assert russian.date(PartialDate(1993, 11)) == "ноябрь 1993"
    assert russian.number(2.95, 2) == "2,95"
    english = Texts()
    assert [english.date(PartialDate(*parts)) for parts in ((1993, 11, 8), (2012, 11), (2012,))] == [
        "8 November 1993",
        "November 2012",
        "2012",
    ]
    assert (english.number(1000), english.number(2.952, 2)) == ("1,000", "2.95")


def test_a_catalogue_is_read_as_it_is() -> None:
    po = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Final"
msgstr "Финал"

msgid "%(num)s club"
msgid_plural "%(num)s clubs"
msgstr[0] "%(num)s клуб"
msgstr[1] "%(num)s клуба"
msgstr[2] "%(num)s клубов"
"""
    translations = read_catalogue(io.BytesIO(po.encode()), "ru")
    assert translations.gettext("Final") == "Финал"
    assert [translations.ngettext("%(num)s club", "%(num)s clubs", n) % {"num": n} for n in (1, 3, 27)] == [
        "1 клуб",
        "3 клуба",
        "27 клубов",
    ]


def test_a_language_without_a_catalogue() -> None:
    assert catalogue("xx").gettext("Final") == "Final"


def test_every_message_is_a_block_and_every_block_is_used() -> None:
    """The features and messages that the code names, which are strings one after the other, are the
    templates'."""
    templates = Templates()
    Texts(templates=templates)
    environment = templates.environment
    blocks = {
        (name.removesuffix(".html"), block)
        for name in environment.list_templates()
        for block in environment.get_template(name).blocks
    }
    features = {feature for feature, _ in blocks}
    strings = {
        node.value
        for package in ("bot", "handlers")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {
        text
        for text in strings
        if re.fullmatch(
            r"(core|about|cup|daily|following|missing|own|pictures|settings|trivia|parts)/\w+", text
        )
    } == features
    assert [message for _, message in blocks if message not in strings] == []


def test_a_template_is_compiled_for_all_languages(ours: Archive) -> None:
    """Nothing of the language in which a template is first shown stays in it."""
    texts = texts_of(ours)
    ties = [tie for label in ours.labels for tie in ours.edition(label).ties]
    tie = next(tie for tie in ties if any(match.unknown_score for match in tie.matches))
    shown = {"tie": tie, "heading": [tie.edition, tie.round], "disputed": [], "dated": True}
    first = {code: Texts(code, Names(ours, code)).render("parts/tie", "tie", **shown) for code in languages()}
    assert [
        {code: texts(code).render("parts/tie", "tie", **shown) for code in order}
        for order in (
            ("en", "ru", "kk"),
            ("kk", "ru", "en"),
        )
    ] == [first, first]
    assert ["?–?" in first["en"], "?:?" in first["ru"], "?:?" in first["kk"]] == [True, True, True]


def test_compiled_templates_are_cached_in_a_folder_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "templates"
    for _ in range(2):
        texts = Texts(templates=Templates(folder))
        assert "I know no edition" in texts.render("missing/missing", "no_edition", asked="x")
        (cached,) = folder.iterdir()
        assert cached.stat().st_size > 500
    cached.write_bytes(b"broken")
    assert "I know no edition" in Texts(templates=Templates(folder)).render(
        "missing/missing", "no_edition", asked="x"
    )


def test_what_another_version_of_the_code_compiled_is_removed(tmp_path: Path) -> None:
    """Jinja's names of cached files say the template alone, but how filters are called is compiled too."""
    Texts(templates=Templates(tmp_path)).render("missing/missing", "no_edition", asked="x")
    (cached,) = tmp_path.iterdir()
    assert re.fullmatch(r"__jinja2_[0-9a-f]{12}_[0-9a-f]{40}\.cache", cached.name)
    cached.rename(tmp_path / "__jinja2_another_version.cache")
    (tmp_path / "of an operator").touch()
    Texts(templates=Templates(tmp_path)).render("missing/missing", "no_edition", asked="x")
    assert {path.name for path in tmp_path.iterdir()} == {cached.name, "of an operator"}


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_compiled_templates_are_not_read_from_where_others_can_write(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    folder.chmod(mode)
    assert "I know no edition" in Texts(templates=Templates(folder)).render(
        "missing/missing", "no_edition", asked="x"
    )
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_caches_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    texts = Texts(templates=Templates(tmp_path / "file" / "templates"))
    assert "I know no edition" in texts.render("missing/missing", "no_edition", asked="x")
