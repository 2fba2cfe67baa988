"""People's names in tables: what Telegram lets them be, shown so that nothing around them suffers."""

import pytest

from handlers.trivia.table import shown_name
from handlers.wording.texts import Texts

TEXTS = Texts()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Aigerim", "Aigerim"),
        ("  Qanat \n Islam ", "Qanat Islam"),
        ("محمد", "\u2068محمد\u2069"),
        ("דוד כהן", "\u2068דוד כהן\u2069"),
        ("Ali علي", "\u2068Ali علي\u2069"),
        ("\u202eevil", "evil"),
        ("👨‍👩‍👧‍👦 Серік", "👨‍👩‍👧‍👦 Серік"),
        ("❤️ Dana ❤️", "❤️ Dana ❤️"),
        ("👍🏽 ok", "👍🏽 ok"),
        ("a\u200db\u200d", "ab"),
        ("a\ufe0f", "a"),
        ("👍\u200d", "👍"),
        ("z\u0300\u0301\u0302\u0303\u0304a\u0300\u0301\u0302lgo", "z\u0300\u0301à\u0301\u0302lgo"),
        ("Ұлт Қазақстан Ғасыр ңө", "Ұлт Қазақстан Ғасыр ңө"),
        ("\u3164", "someone"),
        ("\u200b \u2060", "someone"),
        ("", "someone"),
        (None, "someone"),
        ("@durov", "@\u2060durov"),
        ("x" * 50, "x" * 23 + "…"),
        ("👨‍👩‍👧‍👦" * 10, ("👨‍👩‍👧‍👦" * 10)[:22] + "…"),
    ],
)
def test_names(name: str | None, shown: str) -> None:
    assert shown_name(TEXTS, name) == shown


def test_a_cut_name_ends_with_no_loose_joiner() -> None:
    for before in range(24):
        assert "\u200d…" not in shown_name(TEXTS, "x" * before + "👨‍👩‍👧‍👦" * 10)
