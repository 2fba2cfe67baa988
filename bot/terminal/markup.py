"""Parser for Telegram's HTML markup, as strict as Telegram's own."""

from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

# Tags of https://core.telegram.org/bots/api#html-style, with the style of each in a terminal.
_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "cyan",
    "pre": "cyan",
    "a": "underline",
    "blockquote": "dim",
    "tg-spoiler": "",
    "tg-time": "",
    "span": "",
}
_ENTITIES = frozenset({"lt", "gt", "amp", "quot"})


class BadMarkup(ValueError):
    """Raised for text that Telegram would refuse to send as HTML."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text and the names of the tags around it, outermost first."""

    text: str
    tags: tuple[str, ...]


def parse(html: str) -> list[Span]:
    """Parse a message in Telegram's HTML into spans; the URL of a link follows it in brackets.

    :raises BadMarkup: for unknown or unclosed tags, stray brackets, unknown entities.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.open_tags:
        raise BadMarkup(f"<{parser.open_tags[-1]}> is not closed")
    return parser.spans


def plain(html: str) -> str:
    """The message as plain text, without styles.

    :raises BadMarkup: as :func:`parse`.
    """
    return "".join(span.text for span in parse(html))


def styled(html: str) -> "Text":
    """The message as styled text for a terminal.

    :raises BadMarkup: as :func:`parse`.
    """
    from rich.text import Text  # imported here: only a terminal needs it

    text = Text()
    for span in parse(html):
        text.append(span.text, " ".join(filter(None, (_STYLES[tag] for tag in span.tags))))
    return text


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[Span] = []
        self.open_tags: list[str] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _STYLES:
            raise BadMarkup(f"<{tag}> is no tag of Telegram's")
        if any(value is None for name, value in attrs if name != "expandable"):
            raise BadMarkup(f"<{tag}> has an attribute without a value")
        self.open_tags.append(tag)
        if tag == "a":
            self._address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if not self.open_tags or self.open_tags.pop() != tag:
            raise BadMarkup(f"</{tag}> closes nothing")
        if tag == "a":
            self.spans.append(Span(f" ({self._address})", tuple(self.open_tags)))

    def handle_data(self, data: str) -> None:
        if "<" in data or ">" in data or "&" in data:
            raise BadMarkup(f"unescaped sign in '{data}'")
        self.spans.append(Span(data, tuple(self.open_tags)))

    def handle_entityref(self, name: str) -> None:
        if name not in _ENTITIES:
            raise BadMarkup(f"&{name}; is no entity of Telegram's")
        self.spans.append(Span(unescape(f"&{name};"), tuple(self.open_tags)))

    def handle_charref(self, name: str) -> None:
        self.spans.append(Span(unescape(f"&#{name};"), tuple(self.open_tags)))

    def handle_comment(self, data: str) -> None:
        raise BadMarkup(f"a comment '{data}'")

    def handle_decl(self, decl: str) -> None:
        raise BadMarkup(f"a declaration '{decl}'")
