"""What is said in a game besides its questions: rules, firsts, streaks, one's best, and sharing."""

from urllib.parse import parse_qs, urlsplit

from handlers.telegram.delivery import HIDDEN
from tests.double import PERSON, person
from tests.handlers.trivia.quizzing import Evening

PRIVATE = {"id": PERSON["id"], "type": "private"}


def description(night: Evening) -> str:
    """That of the latest poll."""
    return str(night.poll.sent.get("description", ""))


async def answered(night: Evening, *right: int, wrong: tuple[int, ...] = ()) -> None:
    """These answer the question that is open, in this order, and the next one comes."""
    for user in right:
        await night.vote(user)
    for user in wrong:
        await night.vote(user, right=False)
    await night.next()


async def test_who_was_first_and_who_is_on_a_streak_is_said_with_the_next_question(night: Evening) -> None:
    await night.begin("/trivia 6")
    assert description(night) == ""
    await answered(night, 11, 12)
    assert description(night) == "⚡ P11 was first."
    await answered(night, 12, 11)
    assert description(night) == "⚡ P12 was first."
    await answered(night, 12, wrong=(11,))
    assert description(night) == "⚡ P12 was first. 🔥 P12: 3 in a row."
    await answered(night, wrong=(11, 12))
    assert description(night) == ""
    messages = len(night.talk.telegram.messages)
    await answered(night, 12, 11)
    assert description(night) == "⚡ P12 was first."
    assert len(night.talk.telegram.messages) == messages  # nothing is said by itself


async def test_two_on_a_streak_the_longer_one_first(night: Evening) -> None:
    await night.begin("/trivia 5")
    await answered(night, 11)
    for _ in range(3):
        await answered(night, 12, 11)
    assert description(night) == "⚡ P12 was first. 🔥 P11: 4 in a row. 🔥 P12: 3 in a row."


async def test_alone_nobody_is_first(night: Evening) -> None:
    await night.begin("/trivia 5", chat=PRIVATE)
    for _ in range(3):
        await answered(night, PERSON["id"])
    assert description(night) == f"🔥 P{PERSON['id']}: 3 in a row."


async def test_a_shoot_out_says_who_is_in_it(night: Evening) -> None:
    await night.begin("/trivia 2")
    await answered(night, 11, 12, wrong=(13,))
    await answered(night, 12, 11, wrong=(13,))
    assert description(night) == "Only these can win points now: P11, P12."


async def test_names_in_a_description_are_no_links_and_no_markup(night: Evening) -> None:
    await night.begin("/trivia 5")
    for _ in range(3):
        await night.vote(11, user=person(11, "<b>t.me/x & y</b>"))
        await night.vote(12)
        await night.next()
    assert "t.me/x" not in description(night)
    assert "&lt;" not in description(night)
    assert "<b>t." in description(night)


async def test_a_user_who_was_forgotten_is_not_named(night: Evening) -> None:
    await night.begin("/trivia 6")
    for _ in range(3):
        await answered(night, 11, 12)
    (asked,) = await night.say("/forgetme", 11)
    await night.press(asked, "Forget me", 11)
    await answered(night, 12)
    assert description(night) == "🔥 P12: 4 in a row."


async def test_results_are_hidden_in_a_group_until_the_poll_closes(night: Evening) -> None:
    await night.begin("/trivia 1")
    assert night.poll.sent.get("hide_results_until_closes", False) is HIDDEN
    assert night.poll.sent["shuffle_options"] is True
    await night.begin("/trivia 1", chat=PRIVATE)
    assert "hide_results_until_closes" not in night.poll.sent


async def test_the_rules_are_told_to_who_asks_and_nobody_else(night: Evening) -> None:
    announced = await night.begin("/trivia 2")
    messages = len(night.talk.telegram.messages)
    assert await night.press(announced, "Rules", user=15) == []
    method, told = night.talk.telegram.calls[-1]
    assert method == "answerCallbackQuery"
    assert told["text"].startswith("A right answer: 10 points, the first ones 5, 3, 1 more; from 3 in a row")
    assert told["show_alert"] is True
    assert len(night.talk.telegram.messages) == messages
    assert not announced.edited


async def test_ones_best_is_to_be_beaten(night: Evening) -> None:
    tables = []
    for right in (True, False, True, True):
        await night.begin("/trivia 2", chat=PRIVATE)
        await answered(night, PERSON["id"])
        await night.vote(PERSON["id"], right=right)
        tables.append(await night.table())
    assert [[line for line in table.splitlines() if "best" in line] for table in tables] == [
        [],
        ["Your best: 30. Beat it!"],
        ["Your best: 30. Beat it!"],
        ["Your best: 30. Beat it!"],
    ]
    await night.begin("/trivia 3", chat=PRIVATE)  # another plan
    for _ in range(2):
        await answered(night, PERSON["id"])
    await night.vote(PERSON["id"])
    assert "best" not in await night.table()


async def test_a_better_one_is_told(night: Evening) -> None:
    for right in (False, True):
        await night.begin("/trivia 1", chat=PRIVATE)
        await night.vote(PERSON["id"], right=right)
        table = await night.table()
    assert "Your best yet! Before it was 0." in table


async def test_a_table_is_shared_with_the_result_and_a_link_to_play(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11)
    await night.table()
    (share,) = (
        button
        for row in list(night.talk.telegram.messages.values())[-1].sent["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "Share"
    )
    asked = parse_qs(urlsplit(share["url"]).query)
    assert asked["url"][0].endswith("?start=trivia")
    assert asked["text"] == ["P11: 1 of 1 right about the Kazakhstan Cup. Can you beat that?"]


async def test_nothing_is_shared_where_nobody_was_right(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11, right=False)
    await night.table()
    labels = [text for row in list(night.talk.telegram.messages.values())[-1].buttons for text, _ in row]
    assert "Share" not in labels


async def test_two_right_answers_count_only_together(night: Evening) -> None:
    await night.begin("/trivia 50")
    while len(night.poll.correct) < 2 and len(night.polls) < 50:
        await night.vote(14)
        await night.vote(15)
        await night.next()
    poll = night.poll
    assert poll.sent["allows_multiple_answers"] is True
    one, other = poll.correct
    wrong = next(place for place in range(4) if place not in poll.correct)
    for user, chosen in ((21, [other, one]), (22, [one]), (23, [one, wrong]), (24, [wrong])):
        answer = {"poll_id": poll.poll, "user": person(user), "option_ids": chosen}
        await night.talk.update({"poll_answer": {**answer, "option_persistent_ids": list(map(str, chosen))}})
    rows = night.chats.rows('SELECT user, "right", option, also FROM answers WHERE user > 20 ORDER BY user')
    assert [(row["user"], row["right"]) for row in rows] == [(21, 1), (22, 0), (23, 0), (24, 0)]
    assert (rows[0]["option"], rows[0]["also"]) == (one, f"[{other}]")
