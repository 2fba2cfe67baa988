"""Who may still answer: a question in a group does not end before others have had a moment to join."""

from tests.handlers.trivia.quizzing import Evening

PRIVATE = {"id": 10, "type": "private", "first_name": "P10"}


async def test_who_plays_alone_in_a_group_waits_for_others(night: Evening) -> None:
    await night.begin("/trivia 3 20s")
    await night.vote(11)
    await night.next()
    await night.vote(11)
    await night.time.go_by(19)
    assert not night.poll.closed
    await night.vote(12)  # who was a moment late for the first
    await night.time.go_by(5)
    await night.vote(11)
    await night.time.go_by(6)
    assert not night.poll.closed  # both play now
    await night.vote(12)
    assert night.poll.closed
    assert "P12" in await night.table()


async def test_who_is_a_moment_late_can_still_join(night: Evening) -> None:
    await night.begin("/trivia 3 20s")
    for _ in range(2):
        await night.vote(11)
        await night.vote(12)
        await night.next()
    await night.vote(11)
    await night.vote(12)
    await night.time.go_by(4)
    await night.vote(13)
    assert not night.poll.closed
    await night.time.go_by(1)
    assert night.poll.closed
    assert "P13" in await night.table()


async def test_in_a_private_chat_the_answer_ends_the_question(night: Evening) -> None:
    await night.begin("/trivia 2 20s", chat=PRIVATE)
    await night.vote(10)
    assert night.poll.closed


async def test_all_who_play_skip_if_they_are_fewer_than_three(night: Evening) -> None:
    await night.begin("/trivia 3 20s")
    await night.vote(11)
    await night.vote(12)
    await night.next()
    (refused,) = await night.say("/skip", user=14)
    assert "by 2 players who have answered" in refused.html
    (first,) = await night.say("/skip", user=11)
    assert first.html == "Skip? 1 of 2 players."
    assert await night.say("/skip", user=11) == []
    assert not night.poll.closed
    assert await night.say("/skip", user=12) == []
    assert night.poll.closed


async def test_who_plays_alone_skips_alone(night: Evening) -> None:
    await night.begin("/trivia 3 20s")
    await night.vote(11)
    await night.next()
    assert await night.say("/skip", user=11) == []
    assert night.poll.closed


async def test_nobody_who_has_not_played_skips(night: Evening) -> None:
    await night.begin("/trivia 3 20s")
    (refused,) = await night.say("/skip", user=14)
    assert "by 3 players who have answered" in refused.html
    assert not night.poll.closed


async def test_most_players_stop_a_game_whose_starter_is_gone(night: Evening) -> None:
    await night.begin("/trivia 9")
    for number in range(3):
        for user in (11, 12, 13):
            await night.vote(user)
        if number < 2:
            (refused,) = await night.say("/stop", user=11)
            assert refused.html.startswith("Only the person who started it")  # who may still be reading
            await night.next()
    (asked,) = await night.say("/stop", user=11)
    assert asked.html == "Stop? Who began the game is gone, so 2 players have to want it: /stop."
    assert await night.say("/stop", user=11) == []  # once is enough
    assert await night.say("/stop", user=14) != []  # does not play
    assert not night.poll.closed
    await night.say("/stop", user=12)
    assert night.poll.closed
    assert "Stopped early: nobody wins." in await night.table()


async def test_a_starter_who_plays_is_not_overruled(night: Evening) -> None:
    await night.begin("/trivia 9")
    for user in (10, 11, 12, 13):
        await night.vote(user)
    for user in (11, 12, 13):
        (refused,) = await night.say("/stop", user=user)
        assert refused.html == "Only the person who started it, or an admin, can stop it."
    for _ in range(3):  # questions that the starter leaves out
        await night.next()
        for user in (11, 12, 13):
            await night.vote(user)
    await night.say("/stop", user=11)
    await night.say("/stop", user=12)
    assert "Stopped early" in await night.table()


async def test_who_plays_alone_stops_what_another_began(night: Evening) -> None:
    await night.begin("/trivia 9")
    for _ in range(2):
        await night.vote(11)
        await night.next()
    await night.say("/stop", user=11)
    assert night.poll.closed


async def test_who_left_neither_stops_a_game_nor_hinders_it(night: Evening) -> None:
    await night.begin("/trivia 15")
    for _ in range(3):
        for user in (11, 12, 13):
            await night.vote(user)
        await night.next()
    for user in (11, 12, 13):
        await night.vote(user)
    await night.say("/stop", user=11)  # one of two
    for _ in range(3):  # in which the others stop playing
        await night.next()
        await night.vote(11)
    await night.say("/stop", user=11)
    assert night.poll.closed
    assert "Stopped early" in await night.table()


async def test_wishes_of_who_left_are_not_counted(night: Evening) -> None:
    await night.begin("/trivia 15")
    for _ in range(3):
        for user in (11, 12, 13, 14, 15):
            await night.vote(user)
        await night.next()
    for user in (11, 12):
        await night.vote(user)
        await night.say("/stop", user=user)  # two of three
    for _ in range(3):
        await night.next()
        for user in (13, 14, 15):
            await night.vote(user)
    await night.say("/stop", user=13)
    assert not night.poll.closed
    await night.say("/stop", user=14)
    assert night.poll.closed
