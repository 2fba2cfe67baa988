"""The next question of a game: of the cup, or the same as in the game of a challenge; and its texts."""

from random import Random

from handlers.core.command import Services
from handlers.questions.shown import fitting
from handlers.questions.wording import quiz_of
from store.archive.archive import Archive
from store.chats.boards import EVERYWHERE
from store.chats.models import AskedQuestion, Closing, Game, Mode, NewQuestion, Plan
from store.chats.modes import challenge_with
from store.cup.labels import parse_label
from store.cup.ties import TieKey
from store.own_questions.kept import own_questions_of
from store.text.folding import digest
from store.trivia.pool import Choice, rising
from store.trivia.question import Difficulty, Kind, Trace
from store.trivia.ratings import Ratings

_DIGITS = 16  # of the key of an own question
_RISING = 15  # questions of a marathon, after which all are hard


def choice_of(archive: Archive, plan: Plan) -> Choice | None:
    """The selection of questions for *plan*, None when its edition is no longer in *archive*."""
    edition = archive.by_id.get(plan.edition) if plan.edition else None
    if plan.edition and edition is None:
        return None
    return Choice(Difficulty(plan.difficulty) if plan.difficulty else None, edition)


def _trace_of(asked: AskedQuestion) -> Trace:
    edition = parse_label(asked.edition) if asked.edition else None
    tie = TieKey(edition, asked.round, asked.tie) if edition and asked.round and asked.tie else None
    return Trace(asked.key, Kind(asked.kind), edition, tie)


def ratings_of(services: Services, chat: int) -> Ratings:
    """How difficult questions are in *chat*, by the answers there and everywhere."""
    return Ratings(services.games.tallies(EVERYWHERE), services.games.tallies(chat))


def next_question(services: Services, game: Game, before: int, rng: Random) -> NewQuestion | None:
    """The texts of the next question of *game*, after *before* of its plan; None when there is none left."""
    if game.plan.mode.is_own:
        return _own(services, game, before)
    if game.takes:
        challenge = challenge_of(services, game)
        return _same(services, challenge, before) if challenge else None
    archive = services.archive
    choice = choice_of(archive, game.plan)
    if choice is None:
        return None
    asked = services.games.times_asked(game.place.chat)
    had = [_trace_of(question) for question in services.games.had(game.id)]
    pool, total, ratings = services.pool, game.plan.questions, ratings_of(services, game.place.chat)
    number = before + 1 if before < total else 0
    endless = game.plan.mode is Mode.MARATHON
    order = rising(min(number, _RISING), _RISING) if endless else rising(number, total)
    question = pool.pick(choice, asked, had, rng, order, ratings)
    if question is None and not number:  # any question will do for a shoot-out
        question = pool.pick(Choice(), asked, had, rng, order, ratings)
    if question is None:
        return None
    texts = services.texts(game.language)
    drawn = question.draw(rng, fitting(texts, question))
    return quiz_of(texts, archive.competition or "", drawn, number, None if endless else total)


def challenge_of(services: Services, game: Game) -> Game | None:
    """The challenge that *game* takes; None when it takes none, and when that was deleted."""
    return challenge_with(services.chats, game.token) if game.takes and game.token else None


def questions_of(services: Services, challenge: Game) -> list[AskedQuestion]:
    """The questions that who takes a *challenge* is asked too."""
    return [
        asked
        for asked in services.games.questions(challenge.id)
        if not asked.shoot_out and asked.closing is not Closing.REPLACED
    ]


def _own(services: Services, game: Game, before: int) -> NewQuestion | None:
    """The first of the chat's own questions that was not asked in *game*, after *before* others; one of which
    it is not known whether it was sent is asked again, as there is no other in its place."""
    asked_so_far = services.games.questions(game.id)
    had = {asked.key for asked in asked_so_far if asked.closing is not Closing.REPLACED}
    keys = (
        (digest(asked.question, _DIGITS), asked)
        for asked in own_questions_of(services.chats, game.place.chat)
    )
    key, asked = next(((key, asked) for key, asked in keys if key not in had), (None, None))
    if key is None or asked is None:
        return None
    return NewQuestion(
        key=key,
        kind=Mode.OWN,
        edition=None,
        round=None,
        tie=None,
        question=f"{before + 1}/{game.plan.questions} · {asked.question}",
        options=asked.answers,
        correct=asked.right,
        explanation=asked.note,
    )


def _same(services: Services, challenge: Game, before: int) -> NewQuestion | None:
    """The question that was asked in the game of a *challenge* after *before* others."""
    asked = questions_of(services, challenge)[before : before + 1]
    return NewQuestion(**{name: getattr(asked[0], name) for name in NewQuestion.__slots__}) if asked else None
