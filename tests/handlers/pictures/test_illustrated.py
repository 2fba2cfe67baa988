"""Questions with a picture in which a club is covered."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentPoll
from handlers.core.answers import Call
from handlers.core.command import Ask, Author
from handlers.pictures.bracket import season_sheet
from handlers.pictures.cover import COVER, covered
from handlers.pictures.final import final_sheet
from handlers.pictures.illustrated import Illustrated
from handlers.pictures.painter import NotDrawn
from handlers.telegram.photos import Photos
from store.archive.archive import Archive
from store.chats.models import NewQuestion, Place
from store.cup.labels import parse_label
from store.trivia.pool import Pool
from store.trivia.question import Kind
from tests.handlers.conftest import services_of
from tests.handlers.trivia.quizzing import Evening, evening


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    async with evening(ours) as begun:
        yield begun


async def illustrated(night: Evening) -> SentPoll:
    """The first poll of a game that has a picture."""
    await night.begin("/trivia 50 medium")
    while "media" not in night.poll.sent and len(night.polls) < 50:
        await night.vote(14)
        await night.vote(15)
        await night.next()
    assert "media" in night.poll.sent
    return night.poll


async def test_a_covered_club_and_the_whole_card_beside_the_explanation(night: Evening) -> None:
    poll = await illustrated(night)
    files = night.talk.telegram.files
    assert len(files) == 2
    for name, content in files.values():
        assert name in ("final.png", "season.png")
        assert Image.open(BytesIO(content)).width == 1280
    assert poll.sent["media"]["type"] == poll.sent["explanation_media"]["type"] == "photo"
    kept = night.chats.rows("SELECT file FROM pictures")
    assert {row["file"] for row in kept} == set(files)


async def test_the_second_time_it_goes_by_the_id_of_its_file(night: Evening) -> None:
    poll = await illustrated(night)
    game = night.host.games.questions(1)[-1]
    files = dict(night.talk.telegram.files)
    night.chats.write("DELETE FROM asked")
    services = night.services
    await night.say("/stop")
    await night.time.go_by(10)
    # Every other question was asked more often: this one comes next.
    for question in Pool(services.archive).questions():
        if question.key != game.key:
            night.chats.write("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, 9)", 0, poll.chat, question.key)
    await night.begin("/trivia 1 medium")
    assert night.poll.question.removeprefix("1/1 · ") == poll.question.partition(" · ")[2]
    assert night.poll.sent["media"]["media"] in files
    assert night.talk.telegram.files == files


async def test_a_chat_without_photos_is_asked_without(night: Evening) -> None:
    telegram = night.talk.telegram
    call = telegram.call

    def refusing(method: str, parameters: dict[str, object]) -> object:
        if method == "sendPoll" and "media" in parameters:
            raise Refusal("Bad Request: not enough rights to send photos to the chat")
        return call(method, parameters)

    telegram.call = refusing  # type: ignore[method-assign]
    await night.begin("/trivia 50 medium")
    for _ in range(49):
        await night.vote(14)
        await night.vote(15)
        await night.next()
    assert len(night.polls) == 50
    assert not any("media" in poll.sent for poll in night.polls)
    asked_kinds = {question.kind for question in night.questions()}
    assert Kind.COVERED in asked_kinds


async def test_what_cannot_be_drawn_is_asked_without(night: Evening) -> None:
    async def fails(_work: object) -> bytes:
        raise NotDrawn("the process that draws has ended")

    await night.begin("/trivia 1")
    (question,) = night.questions()
    game = night.services.games.game(question.game)
    new = NewQuestion(
        *("key", Kind.COVERED, "2016", None, None, question.question, ("a", "b"), (0,), "x"), covered="astana"
    )
    photos = Photos(night.chats, fails, night.time)
    bare = Illustrated(night.services, night.talk.application.bot, photos)
    poll, _ = await bare.send(game, question, new, "")
    assert night.poll.poll == poll
    assert "media" not in night.poll.sent


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_covered_club_is_named_nowhere(ours: Archive, language: str) -> None:
    number, services = 0, services_of(ours)
    for question in Pool(ours).questions():
        if not question.covered or question.edition is None:
            continue
        number += 1
        ask = Ask(Call("final"), services, Author(Place(1), language=language))
        sheet = (final_sheet if question.kind is Kind.COVERED else season_sheet)(
            ask, question.edition, question.covered
        )
        assert sheet is not None
        texts = [text.text for text in sheet.texts]
        assert COVER in texts
        club = ours.club(question.covered)
        names = {question.rights[0].text, ask.texts.values.club(question.covered, question.rights[0].text)}
        names |= {club.name} if club else set()
        assert not [text for text in texts for name in names if name in text], (question, texts)
        if question.kind is Kind.GAP:  # nor is a wrong answer there to be seen
            assert not {option.text for option in question.wrongs} & set(texts)
    assert number > 40


def test_covering_leaves_everything_else(ours: Archive) -> None:
    final = ours.edition(parse_label("2016")).final
    assert final is not None
    hidden = covered(final, "astana")
    assert (hidden.home, hidden.away.name) == (final.home, COVER)
    assert hidden.advanced == hidden.away.club
    assert covered(final, "nobody") == final
