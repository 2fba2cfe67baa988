"""Compiles the catalogues of messages when the package is built, so that no start has to."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``messages.mo`` beside every ``messages.po``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue of the folder ``handlers/locales``."""
        for path in sorted(Path(self.root, "handlers", "locales").glob("*/messages.po")):
            with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po, locale=path.parent.name))
