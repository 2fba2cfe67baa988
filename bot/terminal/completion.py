"""Completion of what is typed in a terminal: commands, clubs and editions."""

from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from handlers.commands import COMMANDS
from store.archive.archive import Archive


class ChatCompleter(Completer):
    """Completes a command at the beginning of a line, then the names of clubs and editions of *archive*."""

    def __init__(self, archive: Archive) -> None:
        self._commands = [f"/{command.name}" for command in COMMANDS]
        clubs = {name for _, _, name in archive.names_in_editions()} | {club.name for club in archive.clubs()}
        self._names = [*sorted(clubs), *(label.id for label in reversed(archive.labels))]

    def get_completions(
        self, document: Document, _event: CompleteEvent | None = None
    ) -> Iterable[Completion]:
        """What the text before the cursor may become."""
        text = document.text_before_cursor
        if text.startswith("/") and " " not in text:
            yield from _beginning(self._commands, text)
            return
        words = text.split(" ")
        for first in range(len(words)):  # a name may have several words
            typed = " ".join(words[first:])
            if typed and (found := list(_beginning(self._names, typed))):
                yield from found
                return


def _beginning(names: Iterable[str], typed: str) -> Iterable[Completion]:
    small = typed.casefold()
    return (Completion(name, -len(typed)) for name in names if name.casefold().startswith(small))
