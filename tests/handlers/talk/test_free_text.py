"""Just talking: in private always, in groups when it is meant for the bot."""

from pathlib import Path

import pytest
from markupsafe import Markup

from bot.terminal.offline import BOT_USER
from handlers.commands import COMMANDS
from handlers.cup import final
from handlers.talk.free_text import meaning_of
from handlers.wording.texts import Texts
from store.archive.archive import Archive
from tests.double import GROUP, Talk, buttons_of, texts
from tests.handlers.conftest import services_of, talking
from tests.store.seasons import archive_of

HINT = "Write me a club, a player, a year or two clubs"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("1993", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("93", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ('"ұұі', "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("в 1992 году", "🏆 <b>Kairat</b> 5–1 Fosfor\n8 August"),
        ("cup 1992", "🏆 <b>Kairat</b> 5–1 Fosfor\n8 August"),
        ("who won the cup in 1993?", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("final 1993", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("1993 final", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("финал 93", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("Финал!", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("abyfk 1993", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("бомбардиры 1992", "⚽ Kazakhstan Cup 1992 · Top scorers\n"),
        ("top scorers all", "⚽ Kazakhstan Cup · Top scorers of all editions\n"),
        ("records", "🏅 Kazakhstan Cup · Records\n"),
        ("сегодня", "📅 Kazakhstan Cup · 8 August\n"),
        ("today 8 мая", "📅 Kazakhstan Cup · 8 May\n"),
        ("8 мамырда", "📅 Kazakhstan Cup · 8 May\n"),
        ("today завтра", "📅 Kazakhstan Cup · 9 August\n"),
        ("кто победил в финале 93", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("в полуфинале 1992", "📋 Kazakhstan Cup 1992 · Semi-finals\n"),
        ("how many goals did Luchkin score?", "⚽ <b>Roman Luchkin</b>"),
        ("when did Kairat play Fosfor?", "⚔️ <b>Kairat – Taraz</b>\n"),
        ("сәлем", "👋 "),
        ("8.05", "📅 Kazakhstan Cup · 8 May\n"),
        ("Kairat 8.05", "<b>Kairat</b>\n🏆 1 cup"),
        ("8 мая", "📅 Kazakhstan Cup · 8 May\n"),
        ("semi 1992", "📋 Kazakhstan Cup 1992 · Semi-finals\n"),
        ("полуфинал 1992", "📋 Kazakhstan Cup 1992 · Semi-finals\n"),
        ("1/4 1993", "📋 Kazakhstan Cup 1993 · Quarter-finals\n"),
        ("голы Волгина", "⚽ <b>Sergei Volgin</b>"),
        ("лучшие бомбардиры", "⚽ Kazakhstan Cup · Top scorers of all editions\n"),
        ("when was the final?", "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final\n"),
        ("кто взял кубок в 93-м", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("кубок Казахстана", "🏆 <b>Dostyk</b> 4–2 Taraz\n8 November"),
        ("расскажи про Кайрат", "<b>Kairat</b>\n"),
        ("who is Litvinenko", "Which player is “Litvinenko”?"),
        ("Kairat or Kaisar?", "⚔️ <b>Kairat – Kaisar</b>\n"),
        ("Kairat 1994", "1992 to 1993 are known; 1994 is not.\nThe nearest: 1993"),
        ("результаты 1992 финал", "🏆 <b>Kairat</b> 5–1 Fosfor\nKazakhstan Cup 1992 · Final\n"),
        ("привет", "👋 "),
        ("помощь", "<b>What you can ask</b>"),
        ("Кайрат", "<b>Kairat</b>\n"),
        ("Кайрат 1993", "<b>Kairat</b>\n"),
        ("kirat", "<b>Kairat</b>\n🏆 1 cup"),
        ("клуб Тараз", "<b>Taraz</b>\n"),
        ("Spartak Semey", "<b>Yelimay</b>\n"),
        ("Kairat Almata", "<b>Kairat</b>\n🏆 1 cup"),
        ("Metallist", "<b>Kyzylzhar</b>\n"),
        ("Gornyak", "Which club is “Gornyak”?"),
        ("Spartak Moscow", "“Spartak Moscow” is no club of the Kazakhstan Cup."),
        ("Динамо Киев", "“Динамо Киев” is no club of the Kazakhstan Cup."),
        ("Volgin", "⚽ <b>Sergei Volgin</b> · Сергей Волгин\n"),
        ("Волгин", "⚽ <b>Sergei Volgin</b>"),
        ("Litvinenko 1992", "⚽ <b>Oleg Litvinenko</b>"),
        ("Malyshev Shakhter", "⚽ <b>Malyshev</b> · Малышев\n\n<b>1993 · Shakhter</b>"),
        ("Rykov", "Which player is “Rykov”?"),
        ("Kairat Fosfor", "⚔️ <b>Kairat – Taraz</b>\n"),
        ("кайрат - фосфор", "⚔️ <b>Kairat – Taraz</b>\n"),
        ("Kairat Metallist", "⚔️ <b>Kairat – Kyzylzhar</b>\n"),
        ("Kairat Gornyak", "⚔️ <b>Kairat – …</b>\nWhich club is “Gornyak”?"),
        ("Кайрат путь", "🛤 Kazakhstan Cup 1993 · Kairat\n"),
        ("путь Кайрата 1992", "🛤 Kazakhstan Cup 1992 · Kairat\n"),
        ("2020", "1992 to 1993 are known; 2020 is not.\nThe nearest: 1993"),
        ("club Barcelona", "“Barcelona” is no club of the Kazakhstan Cup."),
        ("I think Kairat will win today", "I know the past of the Kazakhstan Cup alone"),
        ("hello there how are you", HINT),
        ("lol", HINT),
        ("спасибо!", HINT),
        ("🏆", HINT),
        ("?", HINT),
        ("слово " * 300, HINT),
    ],
)
async def test_private(bot: Talk, text: str, begins: str) -> None:
    assert (await bot.ask(text)).html.startswith(begins)


@pytest.mark.parametrize("text", ["kirat", "Kairat Almata"])
async def test_what_a_guess_was_made_from_is_said(bot: Talk, text: str) -> None:
    assert (await bot.ask(text)).html.endswith(f"\n\nShowing Kairat for “{text}”.")


async def test_what_was_left_out_is_said(bot: Talk) -> None:
    assert (await bot.ask("Kairat 8.05")).html.endswith("\n\n<i>I left out «8.05».</i>")


async def test_a_group_talks_among_itself(bot: Talk) -> None:
    for text in ("1993", "Kairat", "final 1993", "@otherbot Kairat"):
        assert await bot.say(text, GROUP) == []


@pytest.mark.parametrize("text", ["@kubok_bot Кайрат", "Кайрат @Kubok_Bot", "@kubok_bot, Кайрат?"])
async def test_a_mention_in_a_group(bot: Talk, text: str) -> None:
    (message,) = await bot.say(text, GROUP)
    assert message.html.startswith("<b>Kairat</b>")


async def test_a_mention_that_is_not_understood(bot: Talk) -> None:
    (message,) = await bot.say("@kubok_bot lol", GROUP)
    assert message.html.startswith(HINT)


async def test_a_reply_in_a_group(bot: Talk) -> None:
    early = {**bot.message("…", GROUP), "from": BOT_USER}
    (message,) = await bot.say("Volgin", GROUP, reply_to_message=early)
    assert message.html.startswith("⚽ <b>Sergei Volgin</b>")
    assert await bot.say("wow!", GROUP, reply_to_message=early) == []
    assert await bot.say("Volgin", GROUP, reply_to_message=bot.message("…", GROUP)) == []


async def test_the_hint_names_a_club_there_is(tmp_path: Path) -> None:
    archive = archive_of(tmp_path)
    async with talking(archive) as bot:
        assert (await bot.ask("lol")).html == "Ask me with a command. /help shows them all."
        assert (await bot.ask("1993")).html.startswith("There is no edition yet")
    archive.close()


async def test_a_name_of_club_and_player_shows_what_is_surer(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a="= 1990 Cup =\n==Final==\nDinamo 1-0 Volna\n  Dinamo: Volkov\n")
    async with talking(archive) as bot:
        assert (await bot.ask("Volkov")).html.startswith("⚽ <b>Volkov</b>")
        assert (await bot.ask("Volna")).html.startswith("<b>Volna</b>")
    archive.close()


async def test_two_clubs_asked_for_one_after_the_other(bot: Talk) -> None:
    question = await bot.ask("/h2h Tsesna Gornyak")
    assert texts(question) == ["Alma-Ata (Almaty)", "Tsesna (Almaty)", "Tsesna (Almaty)", "Zhenis (Astana)"]
    (question,) = await bot.press(question, buttons_of(question)["Zhenis (Astana)"])
    assert question.html.startswith("⚔️ <b>Zhenis – …</b>\nWhich club is “Gornyak”?")
    (answer,) = await bot.press(question, question.buttons[0][0][1])
    assert answer.html.startswith("⚔️ <b>Zhenis – Gornyak Khromtau</b>\n")
    assert "They have never met in the cup, 1992 to 1993." in answer.html


async def test_h2h_of_one_club_asks_against_whom(bot: Talk) -> None:
    for text in ("/h2h Kairat", "/h2h Kairat Almaty", "/h2h Kairat Kairat"):
        question = await bot.ask(text)
        assert question.html.startswith("<b>Kairat</b>\n"), text
        assert "Against whom?" in question.html
    (answer,) = await bot.press(question, dict(question.buttons[2])["Taraz"])
    assert answer.html.startswith("⚔️ <b>Kairat – Taraz</b>\n")


async def test_h2h(bot: Talk) -> None:
    answer = await bot.ask("/h2h Kairat - Fosfor")
    assert "<b>Kairat 5–1 Fosfor</b>" in answer.html
    assert "1 tie: Kairat through 1, Taraz 0." in answer.html
    assert "1 match: Kairat won 1, drawn 0, Taraz won 0, goals 5–1." in answer.html
    turned = await bot.ask("/h2h Fosfor Kairat")
    assert "1 tie: Taraz through 0, Kairat 1." in turned.html
    assert "They did not meet in the cup of 1993." in (await bot.ask("/h2h Kairat Fosfor 1993")).html


async def test_a_player(bot: Talk) -> None:
    assert (await bot.ask("/player Naydovskiy")).html == (
        "⚽ <b>Yuri Naidovsky</b> · Юрий Найдовский\n\n"
        "<b>1992 · Kairat · 3 goals</b>\nQF · Vostok · 1 goal\nF · Fosfor 9′ 36′"
    )
    duzmambetov = (await bot.ask("/player Duzmambetov")).html
    assert (
        "<b>1992 · Vostok · 2–3 goals</b>\nR1 · Gornyak-Atlant · 1 goal\nR2 · Tselinnik · 1–2 goals"
        in duzmambetov
    )
    assert "3–4 goals altogether." in duzmambetov
    assert "No source says that this is one player" in duzmambetov
    assert "R1 · Montazhnik Turkestan: own goal" in (await bot.ask("/player A.Rykov")).html
    malyshev = (await bot.ask("/player Malyshev 1993")).html
    assert malyshev.startswith("Which player is “Malyshev”?")
    assert "Shakhter 1993" in malyshev
    assert "QF · Taraz†" in (await bot.ask("/player Malyshev Shakhter")).html


async def test_namesakes_are_asked_about(bot: Talk) -> None:
    question = await bot.ask("/player Rykov")
    assert texts(question) == [
        *("O.Rykov (Traktor Pavlodar 1992)", "A.Rykov (Spartak Semipalatinsk 1992)", "Y.Rykov (Fosfor 1992)"),
    ]
    (answer,) = await bot.press(question, question.buttons[2][0][1])
    assert answer.html.startswith("⚽ <b>Y.Rykov</b> · Ю. Рыков\n")


async def test_roads(bot: Talk) -> None:
    road = (await bot.ask("/road Kairat 1992")).html
    assert road.startswith("🛤 Kazakhstan Cup 1992 · Kairat\n")
    assert road.count("<b>") == 5
    assert "🏆 Kairat win the cup." in road
    fosfor = await bot.ask("/road Fosfor 1992")
    assert "Fosfor lose the final to Kairat." in fosfor.html
    (winners,) = await bot.press(fosfor, dict(fosfor.buttons[1])["Road of Kairat"])
    assert winners.html == road
    vostok = (await bot.ask("/road Vostok 1992")).html
    assert "Vostok are knocked out by Kairat, the later winners." in vostok
    assert "knocked out by Fosfor, the later runners-up" in (await bot.ask("/road Traktor 1992")).html
    assert "Aktyubinets are knocked out by Irtysh Pavlodar." in (await bot.ask("/road Aktobe 1992")).html
    assert (await bot.ask("/road Фосфора")).html.startswith("🛤 Kazakhstan Cup 1992 · Fosfor\n")
    assert (await bot.ask("/road Zenit")).html.startswith("🛤 Kazakhstan Cup 1992 · Zenit Kokshetau\n")
    assert "1–2\n" in vostok
    assert "the source names the scorer" not in vostok
    assert "1–2: the source names the scorer" in await bot.whole(await bot.ask("/sources 1992"))
    missing = await bot.ask("/road Dostyk 1992")
    assert missing.html == "No tie of Dostyk in Kazakhstan Cup 1992 is known."
    assert texts(missing) == ["1993"]


async def test_records_lead_to_their_tie(bot: Talk) -> None:
    records = await bot.ask("/records")
    assert (
        "<b>Biggest win: by 6 goals</b>\nMontazhnik Turkestan 7–1 Spartak Semipalatinsk · 1992\n"
        in records.html
    )
    buttons = dict(button for row in records.buttons for button in row)
    assert max(map(len, buttons)) <= 18
    assert "Biggest win 2" in buttons
    (tie,) = await bot.press(records, buttons["Biggest win 1"])
    assert tie.html.startswith("📋 Kazakhstan Cup 1992 · First round\n")
    assert tie.html.count("<b>") == 1
    assert texts(tie)[-3:] == ["Yassi (Turkistan)", "Yelimay (Semey)", "‹ Back"]


async def test_today(bot: Talk) -> None:
    today = await bot.ask("/today")
    assert "<i>1. 1993, 33 years ago · Semi-finals</i>\n<b>Dynamo Almaty 1–2 Dostyk</b>" in today.html
    assert "<i>2. 1992, 34 years ago · Final</i>" in today.html
    (before,) = await bot.press(today, dict(today.buttons[-2])["‹ 4 August"])
    assert before.html.startswith("📅 Kazakhstan Cup · 4 August\n\n<i>1. 1992, 34 years ago")
    nearest = await bot.ask("/today 10 November")
    assert nearest.html.startswith(
        "📅 Kazakhstan Cup · 10 November\nNo match on this day is known. The nearest:"
    )
    assert "<b>8 November</b>" in nearest.html
    assert texts(nearest)[-3:] == ["‹ 8 August", "24 March ›", "Every morning"]
    assert (await bot.ask("/today nonsense")).html.startswith("“nonsense” is no date.")


CUP = """\
= 1990 Cup =
Infobox
- Num Teams: 4
==Semi-finals==
3 May 1990
Alfa 5-0 Beta
10 May 1990
Beta 6-4 Alfa
3 May 1990
Gama 1-0 Dela
==Final==
20 May 1990
Alfa 1-1 Gama
"""


async def test_a_day_shows_the_leg_that_was_played_on_it(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=CUP, b="= 1992 Cup =\nInfobox\n- Status: not held\n- Reason: no money\n")
    async with talking(archive) as bot:
        third = (await bot.ask("/today 3 May")).html
        assert "<b>Alfa 5–0 Beta</b>\none of 2 legs\nAlfa through, 9–6 over the legs." in third
        assert "6–4" not in third
        assert "<b>Beta 6–4 Alfa</b>\none of 2 legs" in (await bot.ask("/today 10 May")).html
        assert "Who won the cup is not known." in (await bot.ask("/today 20 May")).html
        assert "How it ended is not known." in (await bot.ask("/road Alfa")).html
        assert (await bot.ask("/road Alfa 1992")).html == "Cup 1992\nNot held: no money"
        assert "Not held: no money" in (await bot.ask("/h2h Alfa Beta 1992")).html
        assert "Most finals: 1</b>\n" in (await bot.ask("/records")).html
    archive.close()


async def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a="= 1990 Cup =\nInfobox\n- Winners: Alfa\n- Second: Beta\n",
        b="= 1992 Cup =\nInfobox\n- Num Teams: 2\n- Scoring Leader: Ace (Alfa) 7\n==Final==\nAlfa 4-4 Beta\n"
        "  Alfa: Ace 1' 2' 3' 4'\n",
        c="= 1993 Cup =\n==Semi-finals==\nAlfa 1-0 Gama\nBeta 1-0 Dela\n==Third place==\nGama (w/o) Dela\n"
        "==Final==\nAlfa 1-0 Beta\n",
    )
    async with talking(archive) as bot:
        assert "🏆 Alfa win the cup; their ties are not known." in (await bot.ask("/road Alfa 1990")).html
        assert "Beta lose the final; their ties are not known." in (await bot.ask("/road Beta 1990")).html
        assert "Gama take third place." in (await bot.ask("/road Gama 1993")).html
        records = (await bot.ask("/records")).html
        assert "No edition is known of 1991." in records
        assert "Who won the cup is not known of 1992." in records
        assert "Ace (Alfa)† · 1992" in records
        assert "1992 · <b>Alfa 4–4 Beta</b> · winner not known" in (await bot.ask("/finals")).html
    archive.close()


async def test_the_edition_stays_with_two_clubs(bot: Talk) -> None:
    question = await bot.ask("/h2h Kairat 1993")
    assert texts(question) == ["Gornyak Khromtau", "Kyzylzhar (Petropavl)", "The club"]
    (answer,) = await bot.press(question, question.buttons[0][0][1])
    assert "1993 · Second round" in answer.html
    assert "They did not meet in the cup of 1993." in (await bot.ask("/h2h Kairat Taraz 1993")).html


async def test_both_names_of_one_club(bot: Talk) -> None:
    assert "Both names mean this club." in (await bot.ask("/h2h Fosfor - Taraz")).html
    assert (await bot.ask("/h2h Khimik, Taraz")).html.startswith("⚔️ <b>Tobol – Taraz</b>\n")
    assert (await bot.ask("/h2h Azhar Kokshetau")).html.startswith("⚔️ <b>Azhar Kokshetau – Kokshetau</b>\n")
    question = await bot.ask("/h2h Gornyak Gornyak")
    (question,) = await bot.press(question, question.buttons[0][0][1])
    assert question.html.startswith("⚔️ <b>Gornyak Khromtau – …</b>\nWhich club is “Gornyak”?")
    assert "Gornyak Khromtau" not in texts(question)


async def test_an_unknown_club_beside_a_known_one(bot: Talk) -> None:
    refused = await bot.ask("/h2h Kairat Barcelona")
    assert (refused.html, texts(refused)) == ("“Barcelona” is no club of the Kazakhstan Cup.", ["All clubs"])
    question = await bot.ask("/h2h Kairat Gornia")
    assert question.html.startswith("⚔️ <b>Kairat – …</b>\nWhich club is “Gornia”?")
    (answer,) = await bot.press(question, question.buttons[0][0][1])
    assert answer.html.startswith("⚔️ <b>Kairat – Yenbek Zhezkazgan</b>\n")


async def test_an_unknown_name_of_two_is_said_before_the_other_is_asked_for(bot: Talk) -> None:
    assert (await bot.ask("/h2h Gornyak - Chelsea")).html.startswith("I know no club “Chelsea”.")


async def test_a_player_of_a_club(bot: Talk) -> None:
    assert (await bot.ask("/player Litvinenko Fosfor")).html.startswith("⚽ <b>Oleg Litvinenko</b>")
    assert (await bot.ask("/player Литвиненко Динамо Алматы")).html.startswith("⚽ <b>Litvinenko</b>")
    assert (await bot.ask("/player Igor Volgin Kairat")).html.startswith("Which player is ")
    assert (await bot.ask("/player Malyshev Khimik")).html.startswith(
        "⚽ <b>Malyshev</b> · Малышев\n\n<b>1993 · Khimik"
    )
    assert "No goal of this player in 1993 is known." in (await bot.ask("/player Volgin 1993")).html
    whole = await bot.ask("/player Duzmambetov 1993")
    assert "<b>1992" not in whole.html
    (whole,) = await bot.press(whole, dict(whole.buttons[0])["All editions"])
    assert "<b>1992" in whole.html
    assert (await bot.ask("/player ~")).html.startswith("“~” is too short for a player.")


QUESTIONS = [
    *("final 1993", "Кайрат путь", "records", "голы Волгина", "who is Litvinenko", "8 мая", "титулы Кайрат"),
    *("Kairat or Kaisar?", "кто взял кубок в 93-м", "semi 1992", "top scorers all", "Kairat 1994", "помощь"),
    *("сәлем", "quiz 1993 hard", "gibberish", "Spartak", "Gornyak", "final Kairat", "results 1992 nonsense"),
]


PARTS = {
    ("parts/tie", "copied"),
    ("parts/tie", "tie"),
    ("core/replies", "left_out"),
    ("cup/club", "run"),
    ("cup/player", "scored"),
    ("cup/records", "record"),
    ("cup/results", "day"),
    ("trivia/poll", "question"),
    ("trivia/poll", "explanation"),
}


class Counting(Texts):
    """Texts that note which messages are made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[str, str]] = []

    def render(self, feature: str, message: str, view: object = None, **values: object) -> Markup:
        self.made.append((feature, message))
        return super().render(feature, message, view, **values)


@pytest.mark.parametrize("text", QUESTIONS)
async def test_understanding_a_text_makes_no_answer_and_answering_makes_one(
    early: Archive, text: str
) -> None:
    texts = Counting()
    meaning_of(text, services_of(early, texts), COMMANDS)
    assert texts.made == []
    async with talking(early, texts) as bot:
        assert len(await bot.say(text)) == 1
    assert len([message for message in texts.made if message not in PARTS]) == 1


async def test_a_text_is_read_once(bot: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read to understand it is what is answered."""
    asked: list[str] = []
    choose = final.split_edition
    monkeypatch.setattr(final, "split_edition", lambda ask: asked.append(ask.call.argument) or choose(ask))
    assert (await bot.ask("final 1993")).html.startswith(
        "🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final"
    )
    assert asked == ["1993"]
