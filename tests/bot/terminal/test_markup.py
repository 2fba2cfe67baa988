import pytest

from bot.terminal.markup import BadMarkup, Span, parse, plain, styled


def test_spans() -> None:
    assert parse("a <b>b <i>c</i></b> &lt;&amp;&#39;") == [
        Span("a ", ()),
        Span("b ", ("b",)),
        Span("c", ("b", "i")),
        Span(" ", ()),
        Span("<", ()),
        Span("&", ()),
        Span("'", ()),
    ]


def test_plain_and_styled() -> None:
    html = "<b>A 1–0 B</b> &lt;3"
    assert plain(html) == "A 1–0 B <3"
    text = styled(html)
    assert (text.plain, [(span.start, span.end, span.style) for span in text.spans]) == (
        "A 1–0 B <3",
        [(0, 7, "bold")],
    )


@pytest.mark.parametrize(
    "html",
    [
        "<b>a",
        "a</b>",
        "<b><i>a</b></i>",
        "<p>a</p>",
        "a &nbsp; b",
        "a & b",
        "a < b",
        "<!-- a -->",
        "<br>",
        "<a href>x</a>",
    ],
)
def test_what_telegram_refuses(html: str) -> None:
    with pytest.raises(BadMarkup):
        parse(html)


def test_a_link_shows_its_address() -> None:
    assert (
        plain('see <a href="https://ng.kz/?a=1&amp;b=2">ng.kz</a>.') == "see ng.kz (https://ng.kz/?a=1&b=2)."
    )
