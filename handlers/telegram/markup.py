"""Reply markup as the Bot API expects it: prompts to reply, and inline keyboards.

Buttons are plain dicts: PTB's classes for them take longer than everything else about a message.
"""

from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Chat

from handlers.core.answers import Answer, Button
from handlers.core.callback_data import encode
from handlers.core.keyboards import joined
from handlers.wording.texts import plain_lines

_CHATS = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}


def markup_of(answer: Answer, bot: Bot, chat: Chat | None = None) -> dict[str, Any] | None:
    """The reply markup of *answer* in *chat*, None when it is not known which: its inline keyboard, or the
    prompt to reply; None without buttons.

    A button that shares a page does so by inline mode, where the bot has that and the chat allows it: channel
    direct messages do not, https://core.telegram.org/bots/api#inlinekeyboardbutton.
    """
    if answer.placeholder:
        return {"force_reply": True, "selective": True, "input_field_placeholder": answer.placeholder}
    inline = chat is not None and not chat.is_direct_messages and bool(bot.bot.supports_inline_queries)
    return keyboard_of(answer, bot.username, inline=inline)


def keyboard_of(answer: Answer, username: str, *, inline: bool = False) -> dict[str, Any] | None:
    """The inline keyboard of *answer* by the bot of this *username*, None without buttons; pages are shared
    by *inline* mode, or by a link."""
    rows = [
        [_described(button, username, "" if inline else answer.text) for button in row]
        for row in joined(answer.buttons, answer.outward)
    ]
    return {"inline_keyboard": rows} if rows else None


def _described(button: Button, username: str, text: str) -> dict[str, Any]:
    """*button* as the Bot API expects it; one that shares the page of this *text*, without a text by inline
    mode."""
    described: dict[str, Any] = {"text": button.text}
    if button.style:
        described["style"] = button.style.value
    if button.share and not text and not button.said:
        described["switch_inline_query_chosen_chat"] = {"query": button.share, **_CHATS}
    elif button.share:
        link, title = f"https://t.me/{username}?start={button.share}", button.said or plain_lines(text, 1)[0]
        described["url"] = f"https://t.me/share/url?{urlencode({'url': link, 'text': title})}"
    elif button.copy:
        described["copy_text"] = {"text": button.copy}
    elif button.link:
        described["url"] = f"https://t.me/{username}?{button.link}"
    else:
        described["callback_data"] = encode(button.call)
    return described
