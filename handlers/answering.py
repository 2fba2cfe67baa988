"""From a call to its answer: the command that is meant, asked once, its answer remembered for the day."""

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache

from handlers.commands import COMMANDS, FOR_OWNERS
from handlers.core.answers import Answer, Call, OldButton, Refused
from handlers.core.command import NOBODY, Ask, Asker, Command, Services
from store.archive.archive import EmptyArchive

_REMEMBERED = 500  # answers, of some 3 kB each
_LONGEST_REMEMBERED = 64  # characters of the argument


class Answering:
    """Answers calls from *services*; *owners* are the users who may use the commands for owners."""

    def __init__(self, services: Services, owners: Collection[int] = ()) -> None:
        self._services = services
        self._owners = owners
        self._commands = {command.name: command for command in (*COMMANDS, *FOR_OWNERS)}
        self._remembered = lru_cache(_REMEMBERED)(self._lasting)

    def command(self, name: str, asker: Asker) -> Command | None:
        """The command of that name, None when there is none for *asker*."""
        command = self._commands.get(name)
        if command and command.owners and (asker.person is None or asker.person.id not in self._owners):
            return None
        return command

    def answer(self, call: Call, asker: Asker = NOBODY) -> Answer:
        """The answer to *call*, which must be one of the table that answers.

        :raises OldButton: when it is not.
        """
        command = self.command(call.command, asker)
        if command is None or command.answer is None:
            raise OldButton(call.command)
        if command.lasting and len(call.argument) <= _LONGEST_REMEMBERED:
            return self._remembered(command.answer, call, self._services.today())
        return self._answer(command.answer, call, asker)

    def _lasting(self, make: Callable[[Ask], Answer], call: Call, _today: date) -> Answer:
        return self._answer(make, call, NOBODY)

    def _answer(self, make: Callable[[Ask], Answer], call: Call, asker: Asker) -> Answer:
        try:
            return make(Ask(call, self._services, asker))
        except Refused as refused:
            return refused.answer
        except EmptyArchive:
            return Answer(self._services.texts.render("core/edition", "none"))
