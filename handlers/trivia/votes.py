"""Poll answers and poll updates: stored as they arrive, and waking the games they concern."""

from collections.abc import Callable

from handlers.core.command import Services
from store.chats.doubts import drop_strays, in_doubt, may_be_ours, set_aside
from store.chats.models import Person, Vote
from store.chats.scores import all_answered
from store.schedule import daily


class Votes:
    """Counts votes on the polls of games; *wake* advances a game, as when all players have answered."""

    def __init__(self, services: Services, wake: Callable[[int], None]) -> None:
        self._chats = services.chats
        self._games = services.games
        self._now = services.steady
        self._wake = wake

    def on_vote(self, poll: str, person: Person, options: tuple[int, ...], update: int | None = None) -> None:
        """Count an answer to a poll, which may not be of a game: the indices of its *options*; *update* is
        the id of its update.

        :raises sqlite3.Error: when it cannot be stored.
        """
        vote = Vote(poll, person, tuple(sorted(options)), self._now(), update)
        if self._games.by_poll(poll) is None:
            if not daily.answer(self._chats, vote) and may_be_ours(self._chats):
                set_aside(self._chats, vote)
            return
        question = self._games.answer(vote)
        if question and all_answered(self._chats, self._games.game(question.game), question):
            self._wake(question.game)

    def on_poll(self, poll: str, question: str, options: tuple[str, ...]) -> None:
        """Handle the update of a poll of the bot: one that was sent without being recorded is recorded now.

        :raises sqlite3.Error: when it cannot be stored.
        """
        if self._games.by_poll(poll) is not None or daily.is_known(self._chats, poll):
            return
        meant = [
            asked
            for asked in in_doubt(self._chats)
            if asked.question == question and sorted(asked.options) == sorted(options)
        ]
        of_days = daily.text_in_doubt(self._chats, question, options)
        if len(meant) + len(of_days) != 1:  # the same was asked in several chats
            return
        if of_days:
            daily.sent(self._chats, of_days[0].chat, of_days[0].day, poll, None)
            drop_strays(self._chats)
            return
        asked = meant[0]
        # It has been sent by now, so this is the latest deadline. Its close date is of Telegram's clock, and
        # the time at which it was asked perhaps of a clock that has been adjusted since.
        self._games.sent(asked, poll, None, self._now() + asked.seconds)
        drop_strays(self._chats)
        self._wake(asked.game)
