"""Every command's message as a person gets it."""

import pytest

from bot.terminal.markup import plain
from handlers.commands import COMMANDS
from tests.double import Talk, buttons_of, texts

FINAL_1993 = """\
🏆 <b>Dostyk</b> 4–2 Taraz
Kazakhstan Cup 1993 · Final
8 November 1993 · Central Stadium, Almaty · 1,000 spectators
Dostyk: Roman Luchkin 30′ 43′ 70′, Vasily Shanin 65′
Taraz: Aleksandr Shmarikov 40′, Igor Avdeev 49′

Dostyk win the cup for the first time.
Referee: Sergei Borodin (Karagandy)"""

CLUB_KAIRAT = """\
<b>Kairat</b>
🏆 1 cup · 1 final · last won 1992
Almaty · 2 editions

<b>1993 · Second round</b>
R1 · Metallist w/o, through
R2 · Gornyak w/o, out

<b>1992 · winner</b>
R1 · Shakhter Karaganda 1–0
R2 · Zhiger 3–2
QF · Vostok 4–0
SF · Kaisar 2–2, through*
F · Fosfor 5–1"""

ABOUT_KAIRAT = """\
<b>Kairat</b> · Almaty

Kairat 1956–1997
SOPFK Kairat 1998–2000
Kairat 2001–2003
Kairat-Almaty KTZh 2004–2006
Kairat 2007–

Played 5 matches: won 4, drawn 1, lost 0, goals 15–5.
2 walkovers are not counted.

<blockquote expandable>Split in the winter of 1997–98: CSKA-Kairat, the army half, kept the place \
in the league; SOPFK Kairat, the civilian half, won the cup of 1999–2000, \
which some sources count apart: /titles.

Not to be mistaken for Kaisar of Kyzylorda, and CSKA-Kairat.</blockquote>"""

SEASON_1993 = """\
🏆 <b>Dostyk</b> 4–2 Taraz
8 November 1993 · Central Stadium, Almaty

Kazakhstan Cup 1993
27 clubs · 26 ties · 5 walkovers
62 goals in 21 matches, 2.95 a match; walkovers not counted

Top scorers
Roman Luchkin (Dostyk) 3
Igor Butkov (Ansat) 3
Nurken Mazbaev (Taraz) 3"""

QUARTER_FINALS_1993 = """\
📋 Kazakhstan Cup 1993 · Quarter-finals

<i>11 June 1993</i>
<b>Taraz 3–0 Shakhter</b>
Taraz: Oleg Yarygin, Farkhat Mirsalimbaev, Nurken Mazbaev
Shakhter: Malyshev†
<i>Sources do not agree: scorers</i>
<b>Spartak Semey 0–0 Ansat</b> (a.e.t., 3–4 pen.)
Ansat through, 4–3 on penalties.

<blockquote expandable><i>20 July 1993</i>
<b>Dostyk w/o Kokshetau</b>
Kokshetau withdrew from the cup.
Walkover: Dostyk through.
<b>Gornyak 0–1 Dynamo Almaty</b>
Dynamo Almaty: Niyazymbetov</blockquote>"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("/final 1993", FINAL_1993),
        ("/final 93", FINAL_1993),
        ("/final", FINAL_1993),
        ("/FINAL   1993  ", FINAL_1993),
        ("/club Kairat", CLUB_KAIRAT),
        ("/club кайрат", CLUB_KAIRAT),
        ("/club Қайрат", CLUB_KAIRAT),
        ("/club FC Kairat Almaty", CLUB_KAIRAT),
        ("/club Kayrat", CLUB_KAIRAT),
        ("/results 1993 qf", QUARTER_FINALS_1993),
        ("/results 1/4", QUARTER_FINALS_1993),
        ("/results quarter-finals 93", QUARTER_FINALS_1993),
        (
            "/finals",
            "🏆 Kazakhstan Cup · Finals\n\n1993 · <b>Dostyk</b> 4–2 Taraz\n1992 · <b>Kairat</b> 5–1 Fosfor",
        ),
    ],
)
async def test_messages(bot: Talk, question: str, answer: str) -> None:
    assert (await bot.ask(question)).html == answer


async def test_what_else_is_known_of_a_club_is_behind_a_button(bot: Talk) -> None:
    card = await bot.ask("/club Kairat")
    (about,) = await bot.press(card, buttons_of(card)["About it"])
    assert about.html == ABOUT_KAIRAT
    (back,) = await bot.press(about, buttons_of(about)["The club"])
    assert back.html == CLUB_KAIRAT


async def test_season(bot: Talk) -> None:
    message = await bot.ask("/season 1993")
    assert message.html.startswith(SEASON_1993)
    assert texts(message) == [
        "R1",
        "R2",
        "QF",
        "SF",
        "F",
        "Scorers",
        "Sources",
        "Missing",
        "‹ 1992",
        "Picture",
    ]
    (quarter_finals,) = await bot.press(message, dict(message.buttons[0])["QF"])
    assert quarter_finals.html == QUARTER_FINALS_1993
    assert (quarter_finals.id, quarter_finals.edited) == (message.id, True)


async def test_scorers(bot: Talk) -> None:
    message = await bot.ask("/scorers 1992")
    lines = message.html.split("\n")
    assert lines[:9] == [
        "⚽ Kazakhstan Cup 1992 · Top scorers",
        "",
        "1. Sergei Volgin (Kairat) 6",
        "   Oleg Litvinenko (Fosfor) 6",
        "3. Esmuratov (Kaisar) 3",
        "   Karashbayev (Montazhnik Turkestan) 3",
        "   Yuri Naidovsky (Kairat) 3",
        "   Sergei Vishnyakov (Fosfor) 3",
        "7. Duzmambetov (Vostok) 2–3",
    ]
    explained = "–2: the source names the scorer, not the number of goals."
    assert explained not in await bot.whole(message)
    assert f"\n\n1{explained}\n" in await bot.whole(await bot.ask("/sources 1992"))


async def test_the_last_page_of_scorers_has_the_own_goals(bot: Talk) -> None:
    message = await bot.ask("/scorers 1992")
    while "›" in message.buttons[0][-1][0] and "/" in message.buttons[0][-1][0]:
        (message,) = await bot.press(message, message.buttons[0][-1][1])
    assert "Own goals, counted for nobody: A.Rykov (Spartak Semipalatinsk)" in message.html
    assert "Rykov (Spartak" not in message.html.split("Own goals")[0]


async def test_scorers_of_all_editions(bot: Talk) -> None:
    message = await bot.ask("/scorers all")
    assert "3. Duzmambetov (Vostok) 3–4" in message.html
    assert "   Sergei Kogay (Kaisar) 3" in message.html


async def test_sources_say_how_things_were_worked_out(bot: Talk) -> None:
    shown = (await bot.ask("/sources 1992")).html
    assert (
        "* <b>Kairat – Vostok</b> · Quarter-finals\n"
        "Sergei Volgin 2: follows from the totals of the top scorers" in shown
    )
    assert (
        "Which names are one club, player, place or referee, and full names: clubs.toml, places.toml, "
        "players.toml, referees.toml, with" in shown
    )
    assert "Kairat went through: of the two, only they play in a later round" in shown


async def test_sources_show_additions_notes_and_findings(bot: Talk) -> None:
    message = await bot.ask("/sources 1993")
    shown = message.html
    while "›" in message.buttons[0][-1][0] and "/" in message.buttons[0][-1][0]:
        (message,) = await bot.press(message, message.buttons[0][-1][1])
        shown += message.html
    assert "➕ <b>Azhar – Bulat</b> · First round\nextra time, shoot-out 3–5\n" in shown
    assert "Malyshev is named as a scorer of Shakhter, who scored no goal in that match" in shown
    assert "kaz-football.kz, cup 1993" in shown
    assert "\n\n† named by the source on a side that scored no goal; counted for nobody\n" in shown


@pytest.mark.parametrize(
    ("question", "begins", "buttons"),
    [
        ("/final 1985", "1992 to 1993 are known; 1985 is not.\nThe nearest: 1992", ["1992"]),
        ("/season abc", "I know no edition “abc”: there are 1992 to 1993.\nThe nearest: 1993", ["1993"]),
        ("/final 1993 1992", "1993, 1992: I show one edition at a time. Which?", ["1993", "1992"]),
        ("/season 1992 1993", "1992, 1993: I show one edition at a time. Which?", ["1992", "1993"]),
        ("/final Chelsea", "I know no club “Chelsea”.", ["All clubs"]),
        ("/club Barcelona", "“Barcelona” is no club of the Kazakhstan Cup.", ["All clubs"]),
        (
            "/club Gornyak",
            "Which club is “Gornyak”?",
            ["Gornyak Khromtau", "Yenbek Zhezkazgan", "Gornyak", "Gornyak-Atlant (Satbayev)"],
        ),
        ("/club K", "“K” is too short for a club.", []),
        (
            "/club",
            "Which club? Write its name behind the command, for example:\n<code>/club Dostyk</code>",
            [],
        ),
        ("/club 1993", "Which club?", []),
        ("/club Dostyk 1992", "No tie of Dostyk in Kazakhstan Cup 1992 is known.", ["1993"]),
        ("/club Kairat 1985", "1992 to 1993 are known; 1985 is not.\nThe nearest: 1992", ["1992"]),
        ("/club Гранит", "I know no club “Гранит”.", ["All clubs"]),
        ("/results 1993 r7", "Kazakhstan Cup 1993 has no round “r7”. It has these:\nR1  First round\n", None),
        ("/results 1993 Челси", "I know no round and no club “Челси”.", None),
        ("/results 1992 Dostyk", "No tie of Dostyk in Kazakhstan Cup 1992 is known.", ["1993"]),
        ("/club Almaty", "Which club is “Almaty”?", None),
        ("/club Gornyak 1992", "Which club is “Gornyak”?", ["Gornyak Khromtau", "Gornyak-Atlant (Satbayev)"]),
        (
            "/club Kairat & Taraz",
            "Which club is “Kairat &amp; Taraz”?",
            [
                *("Kairat (Almaty)", "Taraz", "CSKA-Kairat (Almaty)", "Kairat-2 (Almaty)"),
                *("Kairat Academy (Almaty)", "OSShIOSD Taraz"),
            ],
        ),
        ("/foo", "I don't know /foo. /help shows what you can ask.", []),
        ("lol", "Write me a club, a player, a year or two clubs, for example “Dostyk”", ["Help"]),
    ],
)
async def test_what_cannot_be_answered_says_why(
    bot: Talk, question: str, begins: str, buttons: list[str] | None
) -> None:
    message = await bot.ask(question)
    assert message.html.startswith(begins)
    if buttons is not None:
        assert texts(message) == buttons


async def test_a_chosen_club_keeps_the_rest_of_the_question(bot: Talk) -> None:
    message = await bot.ask("/club Gornyak 1992")
    (card,) = await bot.press(message, message.buttons[0][0][1])
    assert card.html.startswith("<b>Gornyak Khromtau</b>\n1992 · Quarter-finals\n\n")
    assert "1993" not in card.html
    (whole,) = await bot.press(card, buttons_of(card)["All editions"])
    assert "<b>1993 · Quarter-finals</b>" in whole.html


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("/final '93", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final"),
        ("/final в 1992 году", "🏆 <b>Kairat</b> 5–1 Fosfor\nKazakhstan Cup 1992 · Final"),
        ("/final 1992г.", "🏆 <b>Kairat</b> 5–1 Fosfor\nKazakhstan Cup 1992 · Final"),
        ("/final 1993!!!", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final"),
        ("/final latest", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final"),
        ("/results в 1992 году", "📋 Kazakhstan Cup 1992 · First round"),
        ("/results latest qf", "📋 Kazakhstan Cup 1993 · Quarter-finals"),
        ("/club Кайрат в 1992 году", "<b>Kairat</b>"),
        ("/results 1993 round of 64", "Kazakhstan Cup 1993 has no round “round of 64”."),
        ("/final =1993", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final"),
        ("/results 1993 round of 16", "📋 Kazakhstan Cup 1993 · Second round"),
        ("/results round of 16", "📋 Kazakhstan Cup 1993 · Second round"),
        ("/results ¼ 92", "📋 Kazakhstan Cup 1992 · Quarter-finals"),
        ("/results второй круг", "📋 Kazakhstan Cup 1993 · Second round"),
        ("/results 93 Spartak", "📋 Kazakhstan Cup 1993 · Spartak Semey"),
        ("/results kirat 1992", "📋 Kazakhstan Cup 1992 · Kairat\nShowing Kairat for “kirat”.\n"),
        ("/club Karaganda", "<b>Shakhter Karagandy</b>"),
        ("/club Spartak 1993", "<b>Yelimay</b>"),
        ("/club Kairat\n/club Taraz", "<b>Kairat</b>"),
    ],
)
async def test_what_people_write(bot: Talk, question: str, begins: str) -> None:
    assert (await bot.ask(question)).html.startswith(begins)


async def test_results_of_a_club_lead_back_to_its_card(bot: Talk) -> None:
    message = await bot.ask("/results 1993 Taraz")
    results = message.html
    (card,) = await bot.press(message, dict(message.buttons[-1])["Taraz"])
    assert card.html.startswith("<b>Taraz</b>\n🥈 2 finals · last 1993\nTaraz · 2 editions\n\n")
    buttons = buttons_of(card)
    (about,) = await bot.press(card, buttons["About it"])
    assert about.html.startswith("<b>Taraz</b> · Taraz\n\nFosfor 1992\nTaraz 1993–\n\n")
    assert "‹ Back" not in buttons  # which another button is
    (back,) = await bot.press(card, buttons["1993"])
    assert back.html == results


async def test_an_edition_settles_a_club(bot: Talk) -> None:
    assert (await bot.ask("/club Gornyak 1993")).html.startswith("<b>Gornyak Khromtau</b>")
    assert (await bot.ask("/club 1993 Горняк")).html.startswith("<b>Gornyak Khromtau</b>")


async def test_a_guess_says_that_it_is_one(bot: Talk) -> None:
    message = await bot.ask("/club kirat")
    assert message.html == f"{CLUB_KAIRAT}\n\nShowing Kairat for “kirat”."


async def test_results_of_a_club(bot: Talk) -> None:
    message = await bot.ask("/results 1992 кайрат")
    assert message.html.startswith("📋 Kazakhstan Cup 1992 · Kairat\n\n<i>First round · 8 May 1992</i>\n")
    assert "Kairat: Sergei Volgin 2*, Yuri Naidovsky, Aleksandr Sklyarov" in message.html
    assert "worked out" not in message.html
    sources = await bot.whole(await bot.ask("/sources 1992"))
    assert "Sergei Volgin 2: follows from the totals of the top scorers\n" in sources


async def test_results_begin_with_the_first_round(bot: Talk) -> None:
    message = await bot.ask("/results 1992")
    assert message.html.startswith(
        "📋 Kazakhstan Cup 1992 · First round\n\n<i>8 May 1992</i>\n<b>Zhiger 2–1 "
    )
    assert texts(message) == ["· R1 ·", "R2", "QF", "SF", "F", "The edition"]


async def test_about_help_and_start(bot: Talk) -> None:
    about = plain((await bot.ask("/about")).html)
    assert "1992 to 1993 · 2 editions, known whole" in about
    assert "29 clubs · 49 ties · 43 matches played · 143 goals" in about
    help_text = (await bot.ask("/help results")).html
    assert help_text.startswith("<b>/results [EDITION] [ROUND or CLUB]</b>\nties of a round, or of a club")
    help_text = (await bot.ask("/help")).html
    assert "<code>/final 1993</code>" in help_text
    start = await bot.ask("/start")
    assert "<b>Kazakhstan Cup</b>: 1992 to 1993" in start.html
    first = ["Final of 1993", "Dostyk", "Titles", "Trivia", "Help", "Add to a group"]
    assert texts(start) == [*first, "Қазақша", "Русский", "English"]


NOISE = ["<b>", "&amp;", "</i><script>", "“", "\u202e", "%(x)s", "{{ 1 }}", "|", "\\", "'\"", "a" * 4000]


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
async def test_no_input_breaks_the_markup(bot: Talk, command: str) -> None:
    for noise in NOISE:
        for text in (f"/{command} {noise}", f"/{command} {noise} 1993", f"/{command} Kairat {noise}"):
            (message,) = await bot.say(text)
            assert "<script>" not in message.html
