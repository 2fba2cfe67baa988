"""Games in other modes, whole: marathon, duel, teams, an edition, a quick one; and how they are chosen."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage
from store.chats.models import Person, Vote
from tests.double import GROUP, buttons_of, person, texts
from tests.handlers.trivia.quizzing import PAUSE, Evening


def private(user: int) -> dict[str, Any]:
    return {"id": user, "type": "private", "first_name": f"P{user}"}


def description(night: Evening) -> str:
    return str(night.poll.sent.get("description", ""))


def latest(night: Evening) -> SentMessage:
    return list(night.talk.telegram.messages.values())[-1]


async def answered(night: Evening, right: tuple[int, ...] = (), wrong: tuple[int, ...] = ()) -> None:
    """These answer the open question, in this order, and the next one, or the table, comes."""
    for user in right:
        await night.vote(user)
    for user in wrong:
        await night.vote(user, right=False)
    await night.next()


def link_of(message: SentMessage, text: str) -> str:
    """The parameter of the deep link that the button *text* of *message* shares."""
    (button,) = (
        button
        for row in message.sent["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == text
    )
    address = parse_qs(urlsplit(button["url"]).query)["url"][0]
    return parse_qs(urlsplit(address).query)["start"][0]


async def challenge_by_link(night: Evening, *right: bool) -> str:
    """The parameter of the link to a duel that P10 has played in private, each answer right or not."""
    await night.begin(f"/trivia duel {len(right)}", chat=private(10))
    for one in right:
        await night.vote(10, right=one)
        await night.next()
    return link_of(latest(night), "Challenge a friend")


async def test_the_first_message_offers_the_modes(night: Evening) -> None:
    begun = await night.begin("/trivia")
    assert texts(begun) == [
        "Rules",
        "Stop",
        "Quick: 5",
        "Marathon",
        "Duel",
        "Teams",
        "An edition",
        "Own questions",
    ]
    begun = await night.begin("/trivia", chat=private(10))
    assert texts(begun) == ["Rules", "Stop", "Quick: 5", "Marathon", "Duel", "An edition", "Own questions"]
    await night.say("/stop")
    await night.time.go_by(10)
    assert texts(await night.begin("/trivia 3")) == ["Rules", "Stop"]


async def test_another_mode_takes_the_place_of_a_game_that_nobody_has_answered(night: Evening) -> None:
    begun = await night.begin("/trivia")
    polls = len(night.polls)
    (changed,) = await night.press(begun, "Marathon")
    assert changed.id == begun.id
    assert changed.html.startswith("🎲 <b>Marathon</b> · 20 s each\n3 wrong answers, and you are out.")
    assert night.polls[polls - 1].closed
    await night.time.go_by(PAUSE)
    assert night.poll.question.startswith("1 · ")
    assert len(night.polls) == polls + 1
    tables = [message for message in night.talk.telegram.messages.values() if "🏁" in message.html]
    assert tables == []  # nothing is said of the one that was dropped


async def test_a_game_that_is_played_or_another_s_is_not_dropped(night: Evening) -> None:
    begun = await night.begin("/trivia")
    assert await night.press(begun, "Marathon", 11) == []  # who did not begin it
    await night.vote(11)
    assert await night.press(begun, "Marathon") == []
    _, told = night.talk.telegram.calls[-1]
    assert told["text"] == "A game is on here already."
    assert not night.poll.closed


async def test_a_quick_game(night: Evening) -> None:
    begun = await night.begin("/trivia")
    (changed,) = await night.press(begun, "Quick: 5")
    assert "5 questions" in changed.html
    await night.time.go_by(PAUSE)
    for _ in range(5):
        await answered(night, (10,))
    assert "5 of 5 right" in latest(night).html
    assert (await night.begin("/trivia quick 10s")).html.count("5 questions · 10 s each") == 1


async def test_a_game_about_an_edition_that_one_chooses(night: Evening) -> None:
    begun = await night.begin("/trivia")
    (choosing,) = await night.press(begun, "An edition")
    assert choosing.html == "🎲 A game about which edition?"
    assert texts(choosing)[:2] == ["2026", "2025"]
    (turned,) = await night.press(choosing, "2/2 ›")
    assert "1993" in texts(turned)
    (changed,) = await night.press(turned, "1993")
    assert changed.html.startswith("🎲 <b>Trivia</b> · 1993 · 10 questions")
    await night.time.go_by(PAUSE)
    await answered(night, (10,))
    assert {asked.edition for asked in night.questions() if asked.edition} <= {"1993"}


async def test_a_marathon(night: Evening) -> None:
    await night.begin("/trivia marathon")
    await answered(night, (11, 12), (13,))
    assert description(night).endswith("❤️❤️❤️ P11 ❤️❤️❤️ P12 ❤️❤️ P13")
    await answered(night, (11,), (13,))  # no answer is wrong too
    assert description(night).endswith("❤️❤️❤️ P11 ❤️❤️ P12 ❤️ P13")
    await answered(night, (11,), (12, 13))
    assert "💔 Out: P13. ❤️❤️❤️ P11 ❤️ P12" in description(night)
    await night.vote(13)  # who is out is not counted
    await answered(night, (11,), (12,))
    assert "💔 Out: P12, P13. ❤️❤️❤️ P11" in description(night)
    await answered(night, (14,), (11,))  # and others may still begin
    await answered(night, (), (11, 14))
    await answered(night, (14,), (11,))
    await answered(night, (), (14,))
    await answered(night, (), (14,))
    table = latest(night).html
    assert table.startswith("🏁 <b>Marathon</b> · 9 questions")
    assert "🥇 <b>P11</b> 64 points · 4 of 7 right" in table
    assert "🏆 P11 wins." in table
    rows = night.chats.rows("SELECT user, COUNT(*) AS number FROM answers GROUP BY user")
    assert {row["user"]: row["number"] for row in rows} == {11: 7, 12: 3, 13: 3, 14: 5}


async def test_a_marathon_alone_and_ones_best(night: Evening) -> None:
    chat = private(10)
    await night.begin("/trivia marathon", chat=chat)
    for right in (True, True, False, False, False):
        await night.vote(10, right=right)
        await night.next()
    assert "2 of 5 right" in latest(night).html
    await night.begin("/trivia marathon", chat=chat)
    for right in (True, True, True, False, False, False):
        await night.vote(10, right=right)
        await night.next()
    assert "Your best yet! Before it was 30." in latest(night).html


async def test_a_duel_in_a_group(night: Evening) -> None:
    begun = await night.begin("/trivia")
    (challenge,) = await night.press(begun, "Duel")
    assert challenge.html.startswith("⚔️ <b>P10 wants a duel</b>")
    assert await night.press(challenge, "Accept", 10) == []
    assert night.talk.telegram.calls[-1][1]["text"] == (
        "This is your own challenge: somebody else has to take it."
    )
    (accepted,) = await night.press(challenge, "Accept", 11)
    assert "P10 against P11: only their answers count." in accepted.html
    await night.time.go_by(PAUSE)
    assert night.poll.question.startswith("1/10 · ")
    await night.vote(12)
    await night.vote(10)
    assert not night.poll.closed
    await night.vote(11, right=False)
    await night.next()
    assert description(night) == "⚡ P10 was first. ⚔️ P10 15 – 0 P11"
    for _ in range(9):
        await answered(night, (11, 10))
    table = latest(night).html
    assert "P12" not in table
    assert "🥇 <b>P11</b>" in table
    assert "🏆 P11 wins." in table


async def test_a_duel_that_is_level_goes_on(night: Evening) -> None:
    (challenge,) = await night.say("/trivia duel 2")
    await night.press(challenge, "Accept", 11)
    await night.time.go_by(PAUSE)
    await answered(night, (10, 11))
    await answered(night, (11, 10))
    assert night.poll.question.startswith("Shoot-out")
    await night.vote(10)
    await night.vote(11, right=False)
    await night.next()
    assert "🏆 P10 wins." in latest(night).html


async def test_a_challenge_is_taken_once_and_on_its_day(night: Evening) -> None:
    (challenge,) = await night.say("/trivia duel")
    await night.time.go_by(2 * 86_400)
    assert await night.press(challenge, "Accept", 11) == []
    assert "for another day" in night.talk.telegram.calls[-1][1]["text"]
    (challenge,) = await night.say("/trivia duel")
    await night.time.go_by(12 * 3_600)  # past midnight
    data = buttons_of(challenge)["Accept"]
    await night.press(challenge, "Accept", 11)
    assert await night.talk.press(challenge, data, person(12)) == []
    assert night.talk.telegram.calls[-1][1]["text"] == "A game is on here already."


@pytest.mark.parametrize("leaver", [10, 11])
async def test_who_leaves_a_duel_or_is_forgotten_is_not_waited_for(night: Evening, leaver: int) -> None:
    (challenge,) = await night.say("/trivia duel")
    await night.press(challenge, "Accept", 11)
    await night.time.go_by(PAUSE)
    await answered(night, (10, 11))
    (asked,) = await night.say("/forgetme", leaver)
    await night.press(asked, "Forget me", leaver)
    other = 21 - leaver
    await night.vote(12)
    assert not night.poll.closed
    await night.vote(other)
    await night.time.go_by(10)
    assert len(night.polls) == 3
    for _ in range(8):
        await answered(night, (other,))
    assert "someone" in latest(night).html
    assert f"🏆 P{other} wins." in latest(night).html


async def test_a_duel_by_a_link(night: Evening) -> None:
    begun = await night.begin("/trivia", chat=private(10))
    (changed,) = await night.press(begun, "Duel")
    assert "Play first. Then send the same questions to a friend" in changed.html
    await night.time.go_by(PAUSE)
    for right in (True,) * 6 + (False,) * 4:
        await night.vote(10, right=right)
        await night.next()
    table = latest(night)
    assert "P10 98 points · 6 of 10 right" in table.html
    link = link_of(table, "Challenge a friend")
    first = [poll.question for poll in night.polls[-10:]]
    (invited,) = await night.say(f"/start {link}", 11, private(11))
    assert invited.html.startswith("⚔️ <b>P10 challenges you to a duel</b>")
    assert "The same 10 questions that P10 had, 20 s each." in invited.html
    await night.press(invited, "Accept", 11)
    await night.time.go_by(PAUSE)
    for _ in range(10):
        await night.vote(11)
        await night.next()
    assert [poll.question for poll in night.polls[-10:]] == first
    told = [message for message in night.talk.telegram.messages.values() if "⚔️" in message.html][-2:]
    assert "⚔️ P10 98 – 166 P11\n🏆 P11 wins." in told[0].html
    assert told[1].chat == 10
    assert told[1].html == "⚔️ P11 has taken your challenge.\nYou 98 – 166 P11\nP11 wins."
    (again,) = await night.say(f"/start {link}", 11, private(11))
    assert again.html == "You have taken this challenge before."
    (own,) = await night.say(f"/start {link}", 10, private(10))
    assert own.html == "This is your own challenge: somebody else has to take it."


async def test_a_link_of_a_challenge_that_was_deleted(night: Evening) -> None:
    link = await challenge_by_link(night, *[True] * 10)
    (invited,) = await night.say(f"/start {link}", 11, private(11))
    await night.press(invited, "Accept", 11)
    await night.time.go_by(PAUSE)
    (asked,) = await night.say("/forgetme", 10, private(10))
    await night.press(asked, "Forget me", 10)
    await night.vote(11)
    await night.next()
    assert "P10" not in latest(night).html
    assert "There are no more questions" in latest(night).html
    (gone,) = await night.say(f"/start {link}", 12, private(12))
    assert gone.html == "This challenge is no longer there."
    (made_up,) = await night.say("/start duel-abcdefghabcdefgh", 12, private(12))
    assert made_up.html == "This challenge is no longer there."


async def choose(night: Evening, user: int, club: str) -> None:
    (told,) = await night.say(f"/me {club}", user)
    assert told.html == f"⚽ You play for {club} now, in games of teams. /me shows it."


async def test_teams_of_uneven_numbers(night: Evening) -> None:
    await choose(night, 11, "Tobol")
    begun = await night.begin("/trivia teams")
    assert texts(begun)[:5] == ["Rules", "Stop", "Kairat", "Astana", "Tobol"]
    assert await night.press(begun, "Kairat", 12) == []
    assert night.talk.telegram.calls[-1][1]["text"].startswith("⚽ You play for Kairat now")
    await night.press(begun, "Kairat", 13)
    await answered(night, (12, 11), (13,))  # 14 has no club
    await night.vote(14)
    assert description(night) == "⚡ P12 was first. ⚽ Tobol 13 – Kairat 7.5"
    await choose(night, 11, "Kairat")  # for the next game
    for _ in range(9):
        await answered(night, (12, 11, 14), (13,))
    table = latest(night).html
    assert table.startswith("🏁 <b>Teams</b> · 10 questions")
    assert "🥇 <b>Tobol</b> 144 · 1 player\n🥈 Kairat 82 · 2 players\n" in table
    assert "Points of a team are those of a player on average." in table
    assert "🏆 Tobol wins." in table
    rows = night.chats.rows("SELECT user FROM standings WHERE won ORDER BY user")
    assert [row["user"] for row in rows] == [11]
    assert "Points of a team" in table


async def test_teams_that_are_level_share_it_without_a_shoot_out(night: Evening) -> None:
    for user, club in ((11, "Tobol"), (12, "Kairat")):  # 13 has none
        await choose(night, user, club)
    await night.begin("/trivia teams")
    polls = len(night.polls)
    for turn in range(10):
        one, other = ((11, 12), (12, 11))[turn % 2]
        await night.vote(one)
        await night.vote(other)
        await answered(night, (13,))
    assert len(night.polls) == polls + 9
    assert "🥇 <b>Kairat</b> 156 · 1 player\n🥇 <b>Tobol</b> 156 · 1 player\n" in latest(night).html
    assert "🏆 Kairat, Tobol share the first place." in latest(night).html


async def test_one_team_alone_is_a_game_like_another(night: Evening) -> None:
    await choose(night, 11, "Tobol")
    await night.begin("/trivia teams")
    for _ in range(10):
        await answered(night, (11, 12))
    assert "🏆 P11 wins." in latest(night).html
    assert "on average" not in latest(night).html


async def test_a_favourite_club_is_shown_and_taken_back(night: Evening) -> None:
    (shown,) = await night.say("/me", 11, private(11))
    assert re.search("Your club, for games of teams: <code>/me .*</code>", shown.html)
    (told,) = await night.say("/me кайрат", 11, private(11))
    assert "You play for Kairat now" in told.html
    (shown,) = await night.say("/me", 11, private(11))
    assert "⚽ You play for Kairat." in shown.html
    (off,) = await night.press(shown, "No club", 11)
    assert "You play for" not in off.html
    assert night.chats.rows("SELECT * FROM favourites") == []
    (unknown,) = await night.say("/me Barcelona", 11, private(11))
    assert "Barcelona" in unknown.html
    await choose(night, 11, "Tobol")
    (off,) = await night.say("/me off", 11)
    assert "You play for" not in off.html


@pytest.mark.parametrize("mode", ["marathon", "teams"])
async def test_a_group_that_becomes_a_supergroup_in_the_middle(night: Evening, mode: str) -> None:
    await choose(night, 11, "Tobol")
    await night.begin(f"/trivia {mode}")
    await answered(night, (11, 12))
    new = {**GROUP, "id": -2002}
    night.talk.telegram.take_changed()
    await night.talk.update(
        {"message": {**night.talk.message("", GROUP), "migrate_to_chat_id": new["id"], "text": None}}
    )
    await answered(night, (11,), (12,))
    assert night.poll.chat == new["id"]
    assert "P11" in description(night) or "Tobol" in description(night)


@pytest.mark.parametrize("mode", ["marathon", "teams", "quick"])
async def test_rights_that_are_lost_in_the_middle(night: Evening, mode: str) -> None:
    await night.begin(f"/trivia {mode}")
    await night.vote(11)
    await night.vote(12)
    night.talk.telegram.refusals["sendPoll"] = Refusal(
        "Bad Request: not enough rights to send polls to the chat"
    )
    await night.time.go_by(60)
    assert "I may not send polls here." in latest(night).html


async def test_who_posts_as_the_group_challenges_nobody_and_drops_nothing(night: Evening) -> None:
    begun = await night.begin("/trivia")
    (told,) = await night.say("/trivia duel", sender_chat=GROUP)
    assert "You write as a chat" in told.html
    assert not night.poll.closed
    assert "Duel" in texts(begun)


async def test_a_challenge_of_the_longest_id_fits_its_button(night: Evening) -> None:
    (challenge,) = await night.say("/trivia duel 50 60s medium 1996-97", 2**52 - 1)
    (accepted,) = await night.press(challenge, "Accept", 11)
    assert "1996–97" in accepted.html


async def test_an_answer_that_comes_while_telegram_is_asked_keeps_the_game(night: Evening) -> None:
    begun = await night.begin("/trivia", user=11)
    night.talk.telegram.admins.add(10)
    call = night.talk.telegram.call

    def answered_meanwhile(method: str, parameters: dict[str, Any]) -> Any:
        if method == "getChatAdministrators" and not night.chats.rows("SELECT * FROM answers"):
            person = Person(13, "P13")
            night.services.games.answer(Vote(night.poll.poll, person, tuple(night.poll.correct), 0.0))
        return call(method, parameters)

    night.talk.telegram.call = answered_meanwhile  # type: ignore[method-assign]
    assert await night.press(begun, "Marathon", 10) == []
    assert night.chats.rows("SELECT ending FROM games") == [{"ending": None}]


async def test_nobody_else_changes_the_announcement_of_a_game(night: Evening) -> None:
    begun = await night.begin("/trivia")
    assert await night.press(begun, "An edition", 12) == []
    (shown,) = await night.press(begun, "Own questions", 12)
    assert shown.id != begun.id
    await night.vote(11)
    assert await night.press(begun, "An edition") == []
    assert begun.html.startswith("🎲 <b>Trivia</b>")


async def test_a_table_stays_when_another_round_is_wanted(night: Evening) -> None:
    await night.begin("/trivia marathon")
    for _ in range(3):
        await answered(night, (), (11, 12))
    table = latest(night)
    await night.begin("/trivia")
    assert await night.press(table, "Another round") == []  # a game is on
    assert table.html.startswith("🏁 <b>Marathon</b>")


async def test_very_long_names_in_a_description(night: Evening) -> None:
    await night.begin("/trivia marathon")
    for _ in range(4):
        for user in range(20):
            await night.vote(100 + user, right=user < 10, user=person(100 + user, "🏆" * 30))
        await night.next()
    text = description(night)
    assert text.endswith("…")
    assert len(text.encode("utf-16-le")) // 2 <= 1024


@pytest.mark.parametrize("text", ["/trivia marathon 5", "/trivia 5 marathon"])
async def test_a_marathon_has_no_number_in_any_order(night: Evening, text: str) -> None:
    await night.begin(text)
    assert night.chats.rows("SELECT questions FROM games") == [{"questions": 100}]


async def test_a_challenge_by_a_link_keeps_quiet_hours(night: Evening) -> None:
    link = await challenge_by_link(night, True)
    await night.say("/settings quiet 11-14", 11, private(11))
    (told,) = await night.say(f"/start {link}", 11, private(11))
    assert told.html.startswith("These are quiet hours")


async def test_who_stops_a_taken_challenge_has_not_lost_it(night: Evening) -> None:
    link = await challenge_by_link(night, True, True)
    (invited,) = await night.say(f"/start {link}", 11, private(11))
    await night.press(invited, "Accept", 11)
    await night.time.go_by(PAUSE)
    await night.vote(11)
    await night.say("/stop", 11, private(11))
    await night.time.go_by(10)
    assert "wins" not in latest(night).html
    assert latest(night).chat == 11


async def test_the_challenge_of_who_was_forgotten(night: Evening) -> None:
    (challenge,) = await night.say("/trivia duel", 12)
    (asked,) = await night.say("/forgetme", 12)
    await night.press(asked, "Forget me", 12)
    assert await night.press(challenge, "Accept", 11) == []
    assert night.chats.rows("SELECT * FROM games") == []
