"""Cards: the answers to what is typed behind the bot's name, best first, as messages for any chat.

A card has no button that calls the bot, as the bot is not in that chat: its buttons are links into the bot.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Answer, Button, Call, Refused
from handlers.core.callback_data import OldButton
from handlers.core.command import NOBODY, Ask, Author, Services, Understood
from handlers.core.deep_links import CARDS, FROM_ELSEWHERE
from handlers.core.keyboards import rows_of
from handlers.talk.free_text import meaning_of
from handlers.talk.lexicon import is_phrase
from handlers.talk.names import CLUB, PAIR
from handlers.talk.question import Question, question_of
from store.archive.archive import Archive, EmptyArchive
from store.archive.players import players_of
from store.search.beginnings import Beginnings
from store.search.lookups import TooManyLookups, bounded

_AT_FIRST = (Call("final"), Call("titles"), Call("today"), Call("scorers", "all"), Call("records"))
_MOST_LOOKUPS = 40  # of names in one text
_MOST_PREPARED = 40  # pages of a kind in a language; some 700 are remembered
_SHORTEST = 2  # characters of a text that is looked for: one means nothing yet
_LONGEST = 100  # characters of a text that is looked for
_MOST_LINKS = 4
_A_ROW = 2


class Cards:
    """Makes cards from the answers of *answering*."""

    def __init__(self, services: Services, answering: Answering) -> None:
        self._services = services
        self._answering = answering
        self.beginnings = cache(partial(_beginnings_of, services.archive))
        """Makes the indexes of the beginnings of names, of clubs and of players, at the first call."""

    def prepare(self, languages: Iterable[str]) -> Iterator[None]:
        """Have the pages that are asked for most answered in each of *languages*, one in each step: those
        that come when nothing is typed, those of finals, and the longest ones, which are those of clubs."""
        archive = self._services.archive
        played = Counter(club for _, club, _ in archive.names_in_editions())
        clubs = [*(club for club, _, _ in archive.winners), *(club for club, _ in played.most_common())]
        pages = [Call("club", clubs=(club,)) for club in dict.fromkeys(clubs)][:_MOST_PREPARED]
        pages += [Call("final", edition=label) for label in archive.labels[-_MOST_PREPARED:]]
        for language in languages:
            for call in (*_AT_FIRST, *pages):
                with suppress(OldButton):
                    self._card(call, replace(NOBODY, language=language))
                yield

    def of(self, text: str, author: Author) -> Iterator[Answer]:
        """The cards for *text*, best first, each made when it is taken: for a deep link's parameter its page,
        for nothing the latest final and pages of all editions, for anything else what it may mean."""
        seen = set[str]()
        for call in self._calls(text, author):
            for card in self._cards(call, author):
                if card.parameter not in seen:
                    seen.add(card.parameter)
                    yield card

    def _cards(self, call: Call, author: Author) -> Iterator[Answer]:
        """The cards of the pages that *call* may mean, best first."""
        for page in self._pages(call, author):
            with suppress(OldButton):
                yield from filter(None, [self._card(page, author)])

    def _pages(self, call: Call, author: Author) -> Iterable[Call | Understood]:
        """What *call* may mean: where something is typed, the pages it is understood as; when it has to be
        asked which of several is meant, all of them."""
        if not call.argument or call.command not in CARDS:
            return (call,)
        try:
            return self._answering.understand(call, author).pages()
        except Refused as error:
            return [button.call for row in error.buttons for button in row]
        except (EmptyArchive, OldButton):
            return ()

    def _card(self, page: Call | Understood, author: Author) -> Answer | None:
        """The card of *page*; None for what is no page of the cup, or cannot be opened by a link.

        :raises OldButton: for a page of what is no longer there.
        """
        call = page if isinstance(page, Call) else page.ask.call
        if call.command not in CARDS:
            return None
        answer = self._answering.answer(page, author)
        return for_elsewhere(Ask(call, self._services, author), answer) if answer.parameter else None

    def _calls(self, text: str, author: Author) -> Iterator[Call]:
        """What *text* may mean, best first; the same page may come more than once."""
        text = text.strip()[:_LONGEST]
        if opened := self._services.links.call_of(text):
            yield opened
            return
        if not text:
            yield from _AT_FIRST
            yield from (Call("season", edition=label) for label in reversed(self._services.archive.labels))
            return
        if len(text) < _SHORTEST:
            return
        clubs, players = (names.find(text) for names in self.beginnings())
        begun = [Call("club", clubs=(club,)) for club in clubs]
        begun += [Call("player", player=player) for player in players]
        if begun and not is_phrase(text.casefold()):
            # A name that is being typed is no misspelt one, which would take long to find.
            yield from begun
            yield from (Call("finals", clubs=(club,)) for club in clubs)
            return
        meaning = meaning_of(text.removeprefix("/"), self._services, COMMANDS)
        if meaning:
            yield meaning.call
        try:
            with bounded(_MOST_LOOKUPS):
                question = question_of(text, self._services)
        except TooManyLookups:
            return
        yield from _beside(question)
        yield from begun


def for_elsewhere(ask: Ask, answer: Answer) -> Answer:
    """*answer* for a chat that the bot is not in: of its buttons, those that a link can stand for; if there
    is none, one to the page itself, or to the private chat."""
    found = (ask.services.links.linking(button) for row in answer.buttons for button in row)
    itself = f"start={answer.parameter}"
    links = {button.link: button for button in found if button and button.link != itself}
    if not links and answer.parameter:
        links[itself] = Button(ask.texts.gettext("Ask more"), ask.call, itself)
    elif not links:
        links[""] = private_chat(ask)
    rows = rows_of(list(links.values())[:_MOST_LINKS], _A_ROW)
    return replace(answer, buttons=tuple(rows), outward=())


def private_chat(ask: Ask) -> Button:
    """The button that opens the private chat from one that the bot is not in."""
    return Button(ask.texts.gettext("Ask in the private chat"), ask.call, f"start={FROM_ELSEWHERE}")


def _beginnings_of(archive: Archive) -> tuple[Beginnings, Beginnings]:
    """The indexes of the beginnings of names: of clubs, by their ids, those with most cups first, and of
    players, by their keys, those of most editions first."""
    clubs: dict[str, list[str]] = {club: [] for club, _, _ in archive.winners}
    for club in archive.clubs():
        called = (club.name, *(each.name for each in (*club.line, *club.names)))
        clubs.setdefault(club.id, []).extend(called)
    for _, club_id, name in archive.names_in_editions():
        clubs.setdefault(club_id, []).append(name)
    players = {
        player.key: list(filter(None, (player.name, player.russian, player.kazakh, *player.names)))
        for player in sorted(players_of(archive), key=lambda player: -len(player.spells))
    }
    return Beginnings(clubs), Beginnings(players)


def _beside(question: Question) -> Iterable[Call]:
    """Calls for the names and the edition of *question*, whatever it asks."""
    names, edition = question.names, question.edition
    both = f"{names.text} {edition}".strip()
    if names.kind == PAIR:
        return (Call("h2h", names.text),)
    if names.kind == CLUB:
        with_edition = (Call("road", both), Call("results", both), Call("final", edition)) if edition else ()
        return (Call("club", both), *with_edition, Call("finals", names.text), Call("club", names.text))
    if names.kind:
        return (Call("player", names.text),)
    if edition:
        return [Call(command, edition) for command in ("final", "season", "scorers", "results")]
    return ()
