"""From a call to its answer: read once, answered once, and remembered for the day."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from handlers.commands import COMMANDS, FOR_OWNERS
from handlers.core.answers import Answer, Call, OldButton, Refused
from handlers.core.command import NOBODY, AnyCommand, Ask, Author, Services, Understood, read
from store.archive.archive import EmptyArchive

_REMEMBERED = 500  # answers, of some 3 kB each
_LONGEST_REMEMBERED = 64  # characters of the argument


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call, and what was understood of it if it has been read already."""

    call: Call
    understood: Understood | None = field(default=None, compare=False)


class Answering:
    """Answers calls from *services*; *owners* are the users who may use the commands for owners."""

    def __init__(self, services: Services, owners: Collection[int] = ()) -> None:
        self._services = services
        self._owners = owners
        self._commands = {command.name: command for command in (*COMMANDS, *FOR_OWNERS)}
        self._remembered = lru_cache(_REMEMBERED)(self._lasting)

    def command(self, name: str, author: Author) -> AnyCommand | None:
        """The command of that name, None when there is none for *author*."""
        command = self._commands.get(name)
        if command and command.owners and (author.person is None or author.person.id not in self._owners):
            return None
        return command

    def understand(self, meant: Call | Understood, author: Author) -> Understood:
        """What is *meant*, read for *author*.

        :raises Refused: when it is not understood.
        """
        if isinstance(meant, Understood):
            return replace(meant, ask=replace(meant.ask, author=author))
        return read(Ask(meant, self._services, author), self._commands)

    def answer(self, meant: Call | Understood, author: Author = NOBODY) -> Answer:
        """The answer to what is *meant*, which must be of a command of the table that answers.

        :raises OldButton: when it is not.
        """
        asked = _Asked(meant) if isinstance(meant, Call) else _Asked(meant.ask.call, meant)
        command = self.command(asked.call.command, author)
        if command is None or command.answer is None:
            raise OldButton(asked.call.command)
        if command.lasting and len(asked.call.argument) <= _LONGEST_REMEMBERED:
            return self._remembered(asked, self._services.today())
        return self._answer(asked, author)

    def refusal(self, error: Refused | EmptyArchive) -> Answer:
        """What is said instead of an answer."""
        render = self._services.texts.render
        if isinstance(error, EmptyArchive):
            return Answer(render("core/edition", "none"))
        return Answer(render(error.feature, error.message, **error.values), error.buttons)

    def _lasting(self, asked: _Asked, _today: date) -> Answer:
        return self._answer(asked, NOBODY)

    def _answer(self, asked: _Asked, author: Author) -> Answer:
        try:
            understood = self.understand(asked.understood or asked.call, author)
            if understood.command.answer is None:
                raise OldButton(asked.call.command)
            return understood.command.answer(understood.ask, understood.request)
        except (Refused, EmptyArchive) as error:
            return self.refusal(error)
