"""Cards: the answers to what is typed behind the bot's name, best first, as messages for any chat.

A card has no button that calls the bot, as the bot is not in that chat: its buttons are links into the bot.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import islice, permutations

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Answer, Button, Call, Refused
from handlers.core.callback_data import OldButton
from handlers.core.command import NOBODY, Ask, Author, Services, Understood
from handlers.core.deep_links import CARDS, FROM_ELSEWHERE
from handlers.core.keyboards import rows_of
from handlers.inline.shelf import Card, Shelf
from handlers.talk.free_text import meaning_of, understood
from handlers.talk.lexicon import is_phrase
from handlers.talk.names import CLUB, PAIR
from handlers.talk.question import Question, question_of
from handlers.telegram.articles import article_of
from handlers.telegram.replies import fitting
from store.archive.archive import EmptyArchive
from store.archive.finals import finals_of
from store.cup.labels import Label, find_labels
from store.search.beginnings import Beginnings
from store.search.lookups import TooManyLookups, bounded
from store.search.pairs import begins_separator, splits
from store.text.keyboards import nominatives

_AT_FIRST = (Call("final"), Call("titles"), Call("today"), Call("scorers", word="all"), Call("records"))
_BEGUN_YEAR = re.compile(r"(?<!\S)\d{3}$")  # кайрат 201
_BEGUN_RANGE = re.compile(r"\b(\d{4}|\d\d)\s?[-–/](?:\d|\d{3})?$")  # 1996-9
_MOST_LOOKUPS = 40  # of names in one text
_MOST_PREPARED = 900  # cards in a language, all of a cup like ours but those of pairs and of old rounds
_QUESTION = "who scored in the last final?"
_MOST_PAIRED = 8  # clubs
_OF_AN_EDITION = ("final", "season", "scorers", "results")
_SHORTEST = 2  # characters of a text that is looked for: one means nothing yet
_LONGEST = 100  # characters of a text that is looked for
_MOST_LINKS = 4
_A_ROW = 2


class Cards:
    """Makes cards from the answers of *answering*."""

    def __init__(self, services: Services, answering: Answering) -> None:
        self._services = services
        self._answering = answering
        self._shelf = Shelf()
        self.beginnings = cache(partial(_beginnings_of, services))
        """Makes the indexes of the beginnings of names, of clubs and of players, at the first call."""

    def prepare(self, languages: Iterable[str], username: str) -> Iterator[None]:
        """Make the cards that are asked for most in each of *languages*, one in each step, also one at least
        of each kind, whose first takes longest, and so does the first question."""
        meaning_of(_QUESTION, self._services, COMMANDS)
        for language in languages:
            author = replace(NOBODY, language=language)
            for call in islice(self._likely(), _MOST_PREPARED):
                with suppress(OldButton):
                    self._card(call, author, username)
                yield

    def of(self, text: str, author: Author, username: str) -> Iterator[Card | None]:
        """The cards for *text*, best first, with links to the bot of this *username*: for a deep link's
        parameter its page, for nothing the latest final and pages of all editions, for anything else what it
        may mean. None comes before each that is not ready yet, and is made when it is taken."""
        seen = set[str]()
        for call in self._calls(text, author):
            for page in self._pages(call, author):
                if not self.is_ready(page, author):
                    yield None
                with suppress(OldButton):
                    card = self._card(page, author, username)
                    if card and card.id not in seen:
                        seen.add(card.id)
                        yield card

    def _likely(self) -> Iterator[Call]:
        """The calls of cards, those asked for most first."""
        archive = self._services.archive
        yield from (*_AT_FIRST, *map(Call, _OF_AN_EDITION[1:]), Call("group"))
        winners = [club for club, _, _ in archive.winners]
        yield from (Call("final", edition=label) for label in reversed(archive.labels))
        yield from (Call("h2h", clubs=pair) for pair in permutations(winners[:_MOST_PAIRED], 2))
        played = Counter(club for _, club, _ in archive.names_in_editions())
        clubs = dict.fromkeys([*winners, *(club for club, _ in played.most_common())])
        yield from (Call("club", clubs=(club,)) for club in clubs)
        for command in _OF_AN_EDITION[1:]:
            yield from (Call(command, edition=label) for label in reversed(archive.labels))
        yield from (Call("results", edition=label, round=1) for label in archive.labels)
        yield Call("finals")
        yield from (Call("finals", clubs=(club,)) for club in winners)
        for final in finals_of(archive, archive.labels):
            if final.winner:
                yield Call("road", edition=final.label, clubs=(final.winner.club,))
                yield Call("club", edition=final.label, clubs=(final.winner.club,))
            if final.tie:
                yield Call("results", edition=final.label, round=final.tie.key.round)
        yield from (Call("player", player=key) for key in self.beginnings()[1].keys)

    def _pages(self, meant: Call | Understood, author: Author) -> Iterable[Call | Understood]:
        """What may be *meant*: where something is typed, the pages it is understood as; when it has to be
        asked which of several is meant, all of them."""
        if isinstance(meant, Call) and (not meant.argument or meant.command not in CARDS):
            return (meant,)
        try:
            return self._answering.understand(meant, author).pages()
        except Refused as error:
            return [button.call for row in error.buttons for button in row]
        except (EmptyArchive, OldButton):
            return ()

    def is_ready(self, page: Call | Understood, author: Author) -> bool:
        """Whether the card of *page* need not be made."""
        call = page if isinstance(page, Call) else page.ask.call
        return self._shelf.has(call, author.language, self._services.today())

    def _card(self, page: Call | Understood, author: Author, username: str) -> Card | None:
        """The card of *page*; None for what is no page of the cup, or cannot be opened by a link.

        :raises OldButton: for a page of what is no longer there.
        """
        call = page if isinstance(page, Call) else page.ask.call
        if call.command not in CARDS:
            return None

        def make() -> Card | None:
            answer = self._answering.answer(page, author)
            if not answer.parameter:
                return None
            there = for_elsewhere(Ask(call, self._services, author), answer)
            return Card.of(article_of(fitting(there), username))

        return self._shelf.get(call, author.language, self._services.today(), make)

    def _pairs(self, text: str) -> Iterator[Call]:
        """Pairs of the club whose name *text* begins with and those that the rest is the beginning of, and
        that club; it alone while the word between them is typed."""
        clubs, _ = self.beginnings()
        for left, right in splits(text):
            if not (one := clubs.called(left)):
                continue
            others = [] if begins_separator(right) else clubs.find(right, shortest=1)
            others = others or list(filter(None, map(clubs.called, nominatives(right.casefold()))))
            yield from (Call("h2h", clubs=(one, other)) for other in others if other != one)
            if others or begins_separator(right):
                yield Call("club", clubs=(one,))

    def _without_begun_year(self, text: str) -> str:
        """*text* without the year at its end that is still being typed, or with the edition that begins in
        one: ``финал 200``, ``1996-9``."""

        def edition(begun: re.Match[str]) -> str:
            labels = (label for label in self._services.archive.labels if label.first != label.last)
            return next((label.id for label in labels if str(label.first).endswith(begun[1])), begun[1])

        return _BEGUN_RANGE.sub(edition, _BEGUN_YEAR.sub("", text).strip())

    def _calls(self, text: str, author: Author) -> Iterator[Call | Understood]:
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
        if _BEGUN_YEAR.fullmatch(text):
            labels = (label for label in self._services.archive.labels if label.id.startswith(text))
            yield from (Call("season", edition=label) for label in labels)
        clubs, players = (names.find(text) for names in self.beginnings())
        begun = [Call("club", clubs=(club,)) for club in clubs]
        begun += [Call("player", player=player) for player in players]
        if begun and not is_phrase(text.casefold()):
            # A name that is being typed is no misspelt one, which would take long to find.
            yield from begun
            yield from (Call("finals", clubs=(club,)) for club in clubs)
            return
        if pairs := list(self._pairs(text)):
            yield from pairs
            return
        text = self._without_begun_year(text)
        meaning, question = understood(text.removeprefix("/"), self._services, COMMANDS)
        if meaning:
            yield meaning.meant
        try:
            with bounded(_MOST_LOOKUPS):
                question = question or question_of(text, self._services)
        except TooManyLookups:
            return
        yield from _beside(question, self._services)
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


def _beginnings_of(services: Services) -> tuple[Beginnings, Beginnings]:
    """The indexes of the beginnings of names: of clubs, by their ids, those with most cups first, and of
    players, by their keys, those of most editions first."""
    archive = services.archive
    clubs: dict[str, list[str]] = {club: [] for club, _, _ in archive.winners}
    for club in archive.clubs():
        called = (club.name, *(each.name for each in (*club.line, *club.names)))
        clubs.setdefault(club.id, []).extend(called)
    for _, club_id, name in archive.names_in_editions():
        clubs.setdefault(club_id, []).append(name)
    players = {
        player.key: list(filter(None, (player.name, player.russian, player.kazakh, *player.names)))
        for player in sorted(services.players.all, key=lambda player: -len(player.spells))
    }
    return Beginnings(clubs), Beginnings(players)


def _beside(question: Question, services: Services) -> Iterable[Call]:
    """Calls for the names and the edition of *question*, whatever it asks: parsed already, where there is one
    club or edition that they can mean."""
    names, edition = question.names, question.edition
    labels = find_labels(edition, services.archive.labels) if edition else []
    if names.kind == PAIR:
        return (Call("h2h", names.text),)
    if names.kind == CLUB:
        return _of_club(services, names.text, edition, labels)
    if names.kind:
        return (Call("player", names.text),)
    if labels:
        return [Call(command, edition=label) for command in _OF_AN_EDITION for label in labels]
    return [Call(command, edition) for command in _OF_AN_EDITION] if edition else ()


def _of_club(services: Services, name: str, edition: str, labels: Sequence[Label]) -> Iterable[Call]:
    """Calls for a club of this *name*, in an *edition* that may be one of *labels*, and without."""
    label = labels[0] if len(labels) == 1 else None
    found = services.clubs.find(name, label)
    if not found.one or found.beside or (edition and label is None):
        both = f"{name} {edition}".strip()
        with_edition = (Call("road", both), Call("results", both), Call("final", edition)) if edition else ()
        return (Call("club", both), *with_edition, Call("finals", name), Call("club", name))
    alone = Call("club", clubs=(found.one,))
    finals = replace(alone, command="finals")
    if label is None:
        return (alone, finals)
    there = replace(alone, edition=label)
    road, results = (replace(there, command=command) for command in ("road", "results"))
    return (there, road, results, Call("final", edition=label), finals, alone)
