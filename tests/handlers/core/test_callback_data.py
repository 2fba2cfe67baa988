"""Callback data: what a button asks comes back as it was, and what we did not write is refused."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from handlers.core.answers import Call
from handlers.core.callback_data import LONGEST, OldButton, decode, encode, first_fitting, fits
from store.cup.labels import Label
from store.cup.values import Day
from store.trivia.question import Difficulty
from tests.double import Talk

YEARS = st.integers(1, 9990)
LABELS = st.builds(lambda first, more: Label(first, first + more), YEARS, st.integers(0, 2))
DAYS = st.dates().map(Day.of)
IDS = st.text(st.characters(exclude_characters=";", codec="utf-8"), min_size=1, max_size=20)
TYPED = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.integers(0, 10**9)
CALLS = st.builds(
    Call,
    st.sampled_from(("final", "results", "h2h", "trivia", "forgetme")),
    TYPED,
    edition=st.none() | LABELS,
    round=st.none() | NUMBERS,
    tie=st.none() | NUMBERS,
    clubs=st.lists(IDS, max_size=3).map(tuple),
    player=st.none() | IDS,
    day=st.none() | DAYS,
    questions=st.none() | NUMBERS,
    seconds=st.none() | NUMBERS,
    difficulty=st.none() | st.sampled_from(Difficulty),
    user=st.none() | st.integers(1, 2**52),
    word=st.none() | st.from_regex(r"[a-z]{1,9}", fullmatch=True),
    page=NUMBERS,
)


@given(call=CALLS)
@example(call=Call("h2h", ";x;e1993", clubs=("kairat",)))
@example(call=Call("results", round=0, tie=0))
def test_a_call_comes_back(call: Call) -> None:
    assume(fits(call))
    data = encode(call)
    assert len(data.encode()) <= LONGEST
    assert decode(data) == call


WRITTEN = st.sampled_from(("", "0", "1", "01", "+1", "-1", "1_0", "1993", "93", "05-08", "5-8", "all"))
PARTS = st.tuples(st.sampled_from("ertcpdqshuwgx"), WRITTEN).map(lambda part: ";" + "".join(part))


@given(
    data=st.text(max_size=LONGEST) | st.lists(PARTS, max_size=3).map(lambda parts: "2final" + "".join(parts))
)
@example(data="2final;r01")
@example(data="2final;p+1")
def test_what_is_read_is_what_would_be_written(data: str) -> None:
    try:
        call = decode(data)
    except OldButton:
        return
    assert encode(call) == data or data.startswith("1|")


@pytest.mark.parametrize(
    "data",
    [
        *("", "final", "2", "3final", "2final;", "2final;z1", "2final;e", "2final;e93", "2final;x", "2Final"),
        *(
            "2final;e1993;e1994",
            "2final;r01",
            "2final;r+1",
            "2final;r1_0",
            "2final;r１",
            "2final;g0",
            "2final;g-1",
            "2final;r-1",
        ),
        *("2results;r2;e1993", "2today;d--02-30", "2today;d05-08", "2trivia;hextreme", "2top;wreset yes"),
        *("0|final|1993|0", "1|final|1993", "1|final|1993|x", "2|final|1993|0", "1|final|=93|0", "1|a|b|c|0"),
    ],
)
def test_what_we_do_not_write(data: str) -> None:
    with pytest.raises(OldButton):
        decode(data)


def test_what_has_no_room_is_left_out() -> None:
    long, short = Call("h2h", "ж" * 40), Call("h2h", clubs=("kairat",))
    assert not fits(long)
    assert first_fitting(long, short, Call("h2h")) == short
    with pytest.raises(ValueError, match="жжж"):
        first_fitting(long)
    with pytest.raises(ValueError, match="a;b"):
        encode(Call("club", clubs=("a;b",)))


@pytest.mark.parametrize(
    ("data", "call"),
    [
        ("1|final|=1996-97|0", Call("final", edition=Label(1996, 1997))),
        ("1|finals||2", Call("finals", page=2)),
        ("1|results|=1993 @2.3|0", Call("results", edition=Label(1993, 1993), round=2, tie=3)),
        ("1|results|=1993 @2|1", Call("results", edition=Label(1993, 1993), round=2, page=1)),
        ("1|road|=2001 #kairat|0", Call("road", edition=Label(2001, 2001), clubs=("kairat",))),
        ("1|h2h|#kairat #zhenis-astana|1", Call("h2h", clubs=("kairat", "zhenis-astana"), page=1)),
        ("1|h2h|=1993 #kairat Шахтёр|0", Call("h2h", "Шахтёр", edition=Label(1993, 1993), clubs=("kairat",))),
        ("1|player|~1f3a09bc|0", Call("player", player="1f3a09bc")),
        ("1|scorers|all|0", Call("scorers", "all")),
        ("1|top|reset yes|0", Call("top", "reset yes")),
    ],
)
def test_buttons_of_the_first_version(data: str, call: Call) -> None:
    assert decode(data) == call


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        ("1|final|=1993|0", "🏆 <b>Dostyk</b> 4–2 Taraz"),
        ("1|results|=1993 @1.1|0", "📋 Kazakhstan Cup 1993 · First round\n\n<i>24 March 1993</i>"),
        ("1|today|--11-08|0", "📅 Kazakhstan Cup · 8 November"),
        ("1|scorers|all|0", "⚽ Kazakhstan Cup · Top scorers of all editions"),
        ("1|titles|apart|0", "🏆 Kazakhstan Cup · Titles"),
        ("1|club|#no-such-club|0", "This button is from an earlier version. Ask again, please."),
        ("2player;pffffffff", "This button is from an earlier version. Ask again, please."),
        ("2trivia;q99", "This button is from an earlier version. Ask again, please."),
        ("2final;e1812", "1992 to 1993 are known; 1812 is not.\nThe nearest: 1992"),
        ("2results;e1993;r9", "Kazakhstan Cup 1993 has no round “9”."),
        ("nonsense", "This button is from an earlier version. Ask again, please."),
    ],
)
async def test_old_buttons_are_answered_or_say_so(bot: Talk, data: str, begins: str) -> None:
    changed = await bot.press(await bot.ask("/about"), data)
    shown = [message.html for message in changed] or bot.telegram.notices
    assert shown[-1].startswith(begins)
