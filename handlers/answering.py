"""Answers to calls: a call is parsed, answered by its command, and the answer cached for the day."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from handlers.commands import COMMANDS, FOR_OWNERS, OF_BUTTONS
from handlers.core.answers import Answer, Button, Call, Refused
from handlers.core.callback_data import OldButton
from handlers.core.command import NOBODY, AnyCommand, Ask, Author, Services, Understood, read
from handlers.core.deep_links import CARDS
from handlers.core.keyboards import fitted, with_way_back
from store.archive.archive import EmptyArchive

_LONGEST_REMEMBERED = 64  # characters of the argument of a cached call


class Answering:
    """Answers calls from *services*; *owners* are the ids of users who may use the commands for owners.

    At most so many answers are *remembered*, of some 3 kB each; 0 for none.
    """

    def __init__(self, services: Services, owners: Collection[int] = (), remembered: int = 700) -> None:
        self._most = remembered
        self._services = services
        self._owners = owners
        self._commands = {command.name: command for command in (*COMMANDS, *OF_BUTTONS, *FOR_OWNERS)}
        self._remembered: dict[tuple[Call, date, str], Answer] = {}  # least recently used first

    def command(self, name: str, author: Author) -> AnyCommand | None:
        """The command called *name*, None when there is none that *author* may use."""
        command = self._commands.get(name)
        if command and command.owners and (author.person is None or author.person.id not in self._owners):
            return None
        return command

    def understand(self, meant: Call | Understood, author: Author) -> Understood:
        """The parsed request of *meant*, on behalf of *author*.

        :raises Refused: when the call cannot be parsed.
        """
        if isinstance(meant, Understood):
            return replace(meant, ask=replace(meant.ask, author=author))
        return read(Ask(meant, self._services, author), self._commands)

    def answer(self, meant: Call | Understood, author: Author = NOBODY) -> Answer:
        """The answer to *meant*, from the cache where its command is lasting; a refusal is an answer too.

        :raises OldButton: when the command is unknown, not for *author*, or has side effects.
        """
        call = meant if isinstance(meant, Call) else meant.ask.call
        command = self.command(call.command, author)
        if command is None or command.answer is None:
            raise OldButton(call.command)
        if not (command.lasting and self._most) or len(call.argument) > _LONGEST_REMEMBERED:
            return self._answer(meant, author)
        key = call, self._services.today(), author.language
        answer = self._remembered.pop(key, None)
        if answer is None:
            answer = self._answer(meant, replace(NOBODY, language=author.language))
        if len(self._remembered) >= self._most:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[key] = answer
        return answer

    def refusal(self, error: Refused | EmptyArchive, language: str) -> Answer:
        """The message in *language* that explains *error*, shown instead of an answer."""
        render = self._services.texts(language).render
        if isinstance(error, EmptyArchive):
            return Answer(render("core/edition", "none"))
        return Answer(render(error.feature, error.message, **error.values), fitted(error.buttons))

    def hint(self, author: Author) -> Answer:
        """What can be asked, for a text that is not understood."""
        ask = Ask(Call("help"), self._services, author)
        text = ask.texts.render("core/replies", "hint", club=ask.some_club())
        return Answer(text, ((Button(ask.texts.gettext("Help"), ask.call),),))

    def noting(self, answer: Answer, left: Collection[str], author: Author) -> Answer:
        """*answer* with the words of the question that were *left* out of it."""
        if not left:
            return answer
        note = self._services.texts(author.language).render("core/replies", "left_out", words=left)
        return replace(answer, text=f"{answer.text}\n\n{note}")

    def _is_page(self, command: str) -> bool:
        """Whether the answer of *command* replaces the page whose button called it."""
        return command in self._commands and self._commands[command].answer is not None

    def _sharing(self, answer: Answer, ask: Ask) -> Answer:
        """*answer* with the parameter of its deep link; a card, with a button that sends it on."""
        if answer.call is None:
            return answer
        call = replace(answer.call, page=0, back=None)
        parameter = self._services.links.opening(call)
        if not parameter or call.command not in CARDS:
            return replace(answer, parameter=parameter)
        share = Button(ask.texts.gettext("Share"), call, share=parameter)
        return replace(answer, parameter=parameter, outward=(*answer.outward, share))

    def _answer(self, meant: Call | Understood, author: Author) -> Answer:
        try:
            understood = self.understand(meant, author)
            if understood.command.answer is None:
                raise OldButton(understood.command.name)
            answer = understood.command.answer(understood.ask, understood.request)
            call = meant if isinstance(meant, Call) else meant.ask.call
            back = self._services.texts(author.language).gettext("‹ Back")
            return self._sharing(with_way_back(answer, call.back, self._is_page, back), understood.ask)
        except (Refused, EmptyArchive) as error:
            return self.refusal(error, author.language)
