"""The colours of buttons: red for what ends or deletes something, blue for what comes next."""

import pytest

from handlers.core.answers import Style
from tests.double import GROUP, Talk, person
from tests.handlers.about.test_first_meeting import joins
from tests.handlers.telegram.test_sharing import keyboard


@pytest.mark.parametrize(
    ("said", "styles"),
    [
        (["/trivia 5"], {"Stop": Style.ENDS}),
        (["/trivia 5", "/trivia"], {"Stop it": Style.ENDS}),
        (["/trivia 5", "/stop"], {"Another round": Style.NEXT}),
        (["/stop"], {"Play": Style.NEXT}),
        (["/forgetme"], {"Forget me": Style.ENDS}),
        (["/final 1993"], {}),
    ],
)
async def test_colours(historian: Talk, said: list[str], styles: dict[str, Style]) -> None:
    for text in said:
        messages = await historian.say(text)
    coloured = {button["text"]: button["style"] for button in keyboard(messages[-1]) if "style" in button}
    assert coloured == {text: style.value for text, style in styles.items()}


async def test_in_a_group(historian: Talk) -> None:
    (hello,) = await historian.update(joins(GROUP))
    assert keyboard(hello)[0]["style"] == "primary"
    historian.telegram.admins.add(11)
    (sure,) = await historian.say("/top reset", GROUP, **{"from": person(11)})
    assert [button["style"] for button in keyboard(sure)] == ["danger"]
