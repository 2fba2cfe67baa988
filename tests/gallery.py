"""A gallery of every kind of message, to be looked at.

``python -m tests.gallery FOLDER [LANGUAGE]`` writes each message, in English or another language, as a phone
of 36 characters a line shows it, with its buttons, into a text file, and all of them into ``index.html``,
which shows them as Telegram does. The messages are about the cup that comes with the bot; a game of trivia is
played in a group of three.
"""

import asyncio
import html
import re
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

from bot.settings import packaged_seeds
from bot.terminal.markup import plain
from bot.terminal.sent import SentMessage, SentPoll
from handlers.core.keyboards import WIDTHS
from handlers.wording.folding import PHONE_WIDTH, phone_lines
from handlers.wording.languages import SOURCE_LANGUAGE
from handlers.wording.texts import Texts, texts_of
from store.archive.archive import Archive
from store.importing.importer import import_seeds
from tests.double import GROUP, person
from tests.handlers.conftest import talking
from tests.handlers.trivia.quizzing import evening

_QUOTE = re.compile("<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
_FOLDED = 3  # lines that Telegram shows of an expandable quote

# What is asked in a private chat, by topic: commands with what they refuse, and talk.
ASKED = {
    "first meeting": [
        "/start",
        "/help",
        "/help final",
        "/help trivia",
        "/about",
        "/privacy",
        "/language",
        "/forgetme",
        "hm",
    ],
    "finals": [
        *(
            "/final",
            "/final 1993",
            "/final 1996-97",
            "/final 2021",
            "/final 2020",
            "/final 1997",
            "/final 2027",
        ),
        *(
            "/final 1993 1994",
            "/lineups 1993",
            "/finals",
            "/finals Kairat",
            "/finals Akzhayik",
            "/finals Namys",
        ),
        *("/titles", "/titles apart", "/titles years"),
    ],
    "editions": [
        *("/season", "/season 1993", "/season 2021", "/season 2026", "/season 2020", "/results 1993"),
        *("/results 1993 qf", "/results 2021 gd", "/results 2016 group b", "/results 1993 Kairat"),
        *("/results final 1993 Dostyk", "/group 2021", "/group 1993", "/clubs", "/clubs 1993"),
    ],
    "clubs": [
        *(
            "/club Kairat",
            "/club Astana",
            "/club Namys",
            "/club Kairat 2015",
            "/club",
            "/club Gornyak",
            "/club kirat",
        ),
        *("/club Dynamo Kyiv", "/club zzzz", "/road Kairat 2015", "/road Kairat 1993", "/road 2015"),
        *("/h2h Kairat Tobol", "/h2h Kairat Astana", "/h2h Kairat", "/h2h Kairat Gornyak"),
    ],
    "players": [
        *(
            "/scorers 1992",
            "/scorers 2015",
            "/scorers all",
            "/player Volgin",
            "/player Litvinenko",
            "/player zzzz",
        ),
        *("/records", "/today", "/today 8 May", "/today nonsense"),
    ],
    "of the chat": [
        *("/daily", "/daily 12:00", "/daily noon", "/settings", "/settings timezone", "/settings quiet"),
        *("/settings topic", "/settings seconds 5", "/follow", "/follow Kairat", "/questions", "/me Kairat"),
    ],
    "data": ["/sources 1993", "/sources 2016", "/missing", "/missing 2018", "/missing 1993"],
    "talk": [
        *("сколько кубков у Кайрата", "кто судил финал 1993", "былтыр кім жеңді", "ең көп гол соққан"),
        *(
            "Сүренші 2015",
            "чемпионат 1993",
            "/финал 1993",
            "/finel 1993",
            "/abracadabra",
            "1997",
            "Kairat Gornyak",
        ),
    ],
}
# Buttons that are pressed below one of these, by label.
PRESSED = [
    *(("/club Kairat", "About it"), ("/club Kairat", "Against …"), ("/final 1993", "Road to the cup")),
    *(("/final 1993", "Sources"), ("/finals", "By club"), ("/records", "Biggest win"), ("/help", "Clubs")),
    *(("/help", "Data, privacy"), ("/clubs", "By city"), ("/clubs", "A–Z"), ("/titles", "Years")),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it is shown: what was *asked*, its *html*, and the labels of its *buttons*."""

    topic: str
    asked: str
    html: str
    buttons: Sequence[Sequence[str]]


def wrapped(text: str) -> list[str]:
    """The lines of HTML *text* on a phone, without tags, with a bar before those that a quote folds."""
    lines = []
    for place, part in enumerate(_QUOTE.split(text)):
        shown = [line for typed in plain(part).split("\n") for line in wrap(typed, PHONE_WIDTH) or [""]]
        lines += [f"| {line}" for line in shown] if place % 2 else shown
    return lines


def card_lines(text: str) -> int:
    """The number of lines that a message takes on a phone, with its quotes folded."""
    quotes = _QUOTE.findall(text)
    shown = sum(min(_FOLDED, phone_lines(quote)) for quote in quotes)
    return phone_lines(_QUOTE.sub("", text)) + shown - len(quotes)


def cut_labels(buttons: Sequence[Sequence[str]]) -> list[str]:
    """The labels that a phone does not show whole."""
    return [label for row in buttons for label in row if len(label) > WIDTHS.get(len(row), 0)]


async def gallery(archive: Archive, language: str) -> AsyncIterator[Shown]:
    """Every kind of message about *archive* in *language*."""
    said = texts_of(archive)(language)
    async with talking(archive, said, owners=[2]) as talk:
        for topic, texts in ASKED.items():
            for text in texts:
                for message in await talk.say(text):
                    yield _shown(topic, text, message)
        for text, label in PRESSED:
            message = await talk.ask(text)
            label = said.gettext(label)
            data = next(data for row in message.buttons for name, data in row if name == label)
            for changed in await talk.press(message, data):
                yield _shown("buttons", f"{text} → [{label}]", changed)
        yield _shown("first meeting", "/status", await talk.ask("/status"))
        for message in await talk.update({"my_chat_member": _joins()}):
            yield _shown("first meeting", "added to a group", message)
    async for shown in _game(archive, said):
        yield shown


def _joins() -> dict[str, object]:
    bot = {"id": 1, "is_bot": True, "first_name": "Kubok", "username": "kubok_bot"}
    members = {
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot},
    }
    return {"chat": GROUP, "from": person(10), "date": 0, **members}


async def _game(archive: Archive, said: Texts) -> AsyncIterator[Shown]:
    """A game in a group: its first message, the questions, its table, the board."""
    async with evening(archive, texts=said) as night:
        yield _shown("trivia", "/trivia 5", await night.begin("/trivia 5"))
        for message in await night.say("/trivia"):
            yield _shown("trivia", "/trivia, while one is on", message)
        for message in await night.talk.say("@kubok_bot Kairat", GROUP):
            yield _shown("trivia", "Kairat, while a question is open", message)
        for number in range(5):
            poll = night.polls[-1]
            yield _shown_poll(poll)
            for user in (11, 12, 13):
                await night.vote(user, poll.choice(right=(user + number) % 3 % 2 == 0))
            await night.next()
        yield _shown("trivia", "the table", list(night.talk.telegram.messages.values())[-1])
        for text in ("/top", "/me", "/stop", "/skip"):
            for message in await night.say(text, user=11):
                yield _shown("trivia", text, message)


def _shown(topic: str, asked: str, message: SentMessage) -> Shown:
    return Shown(topic, asked, str(message.html), [[label for label, _ in row] for row in message.buttons])


def _shown_poll(poll: SentPoll) -> Shown:
    text = html.escape(f"{poll.question}\n\n{poll.explanation}", quote=False)
    return Shown("trivia", "a question", text, [[option] for option in poll.options])


def as_text(shown: Shown) -> str:
    """*shown* at the width of a phone, its buttons in brackets."""
    rows = [" ".join(f"[{label}]" for label in row) for row in shown.buttons]
    cut = [f"cut: {label}" for label in cut_labels(shown.buttons)] if shown.topic != "trivia" else []
    return "\n".join(
        (f"> {shown.asked}", "", *wrapped(shown.html), "", *rows, *cut, f"({card_lines(shown.html)} lines)")
    )


_PAGE = """<!doctype html><meta charset="utf-8"><title>Kubok: gallery</title><style>
body {{ background: #99ba92; font: 15px/1.35 system-ui, sans-serif; margin: 16px; }}
main {{ display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }}
figure {{ width: 300px; margin: 0; }}
figcaption {{ color: #2b4a2b; margin: 0 0 4px 4px; }}
.message {{ background: #fff; border-radius: 12px; padding: 8px 10px; white-space: pre-wrap;
  overflow-wrap: anywhere; }}
blockquote {{ border-left: 3px solid #3a8bd8; background: #eaf3fb; margin: 4px 0; padding: 2px 8px;
  border-radius: 4px; max-height: 4.1em; overflow: hidden; }}
blockquote:hover {{ max-height: none; }}
.row {{ display: flex; gap: 3px; margin-top: 3px; }}
.row span {{ flex: 1; background: #6a8f63; color: #fff; text-align: center; border-radius: 8px;
  padding: 7px 4px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-size: 14px; }}
</style>{figures}
"""


def as_html(messages: Sequence[Shown]) -> str:
    """All *messages* as one page that shows them as Telegram does; a quote expands under the pointer."""
    parts = []
    for topic in dict.fromkeys(shown.topic for shown in messages):
        figures = "".join(_figure(shown) for shown in messages if shown.topic == topic)
        parts.append(f"<h2>{html.escape(topic)}</h2><main>{figures}</main>")
    return _PAGE.format(figures="".join(parts))


def _figure(shown: Shown) -> str:
    rows = "".join(
        f'<div class="row">{"".join(f"<span>{html.escape(label)}</span>" for label in row)}</div>'
        for row in shown.buttons
    )
    caption = f"<figcaption>{html.escape(shown.asked)}</figcaption>"
    return f'<figure>{caption}<div class="message">{shown.html}</div>{rows}</figure>'


async def _all(archive: Archive, language: str) -> list[Shown]:
    return [shown async for shown in gallery(archive, language)]


def write(folder: Path, language: str = SOURCE_LANGUAGE) -> list[Shown]:
    """Write the gallery in *language* into *folder*; its messages."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        import_seeds(packaged_seeds(), Path(temporary) / "archive.db")
        archive = Archive(Path(temporary) / "archive.db")
        messages = asyncio.run(_all(archive, language))
        archive.close()
    for number, shown in enumerate(messages, start=1):
        name = re.sub(r"[^\w]+", "-", f"{shown.topic} {shown.asked}").strip("-")[:60]
        (folder / f"{number:03} {name}.txt").write_text(as_text(shown) + "\n", "utf-8")
    (folder / "index.html").write_text(as_html(messages), "utf-8")
    return messages


def main() -> None:
    """Write the gallery into the folder that is named."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m tests.gallery FOLDER [LANGUAGE]")
    messages = write(Path(sys.argv[1]), *sys.argv[2:])
    print(f"{len(messages)} messages, see {sys.argv[1]}/index.html")


if __name__ == "__main__":
    main()
