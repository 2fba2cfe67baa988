"""The templates of messages: one Jinja environment for all languages, and the cache of compiled templates."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from handlers.wording.folding import folded


class Speaker(Protocol):
    """What messages are said with: the functions of templates, in one language."""

    filters: dict[str, Any]

    def show(self, value: Any) -> Any: ...  # noqa: D102

    def say(self, message: str, /, **values: object) -> Markup: ...  # noqa: D102

    def say_number(self, singular: str, plural: str, number: int, /, **values: object) -> Markup: ...  # noqa: D102


class Templates:
    """The templates of messages, compiled on first use, 5 to 40 ms each.

    They are shared by all languages: while one is rendered, *speaker* is the language. Compiled code is
    cached in the folder *compiled*, if that is the user's own and nobody else can write to it.
    """

    def __init__(self, compiled: Path | None = None) -> None:
        self.speaker: Speaker
        self.environment = Environment(
            loader=PackageLoader("handlers"),
            bytecode_cache=_cache_in(compiled) if compiled else None,
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            finalize=lambda value: self.speaker.show(value),
            extensions=["jinja2.ext.do"],
        )
        self.environment.globals |= {
            "_": lambda message, /, **values: self.speaker.say(message, **values),
            "ngettext": lambda one, many, number, /, **values: self.speaker.say_number(
                one, many, number, **values
            ),
        }
        self.environment.filters |= {"folded": folded, "join": self._join, "format": self._format}

    def add_filters(self, speaker: Speaker) -> None:
        """Make the filters of *speaker* known, each of which is that of the speaker when it is used."""
        for name in speaker.filters:
            self.environment.filters.setdefault(name, self._filter(name))

    def _filter(self, name: str) -> Any:
        # With the context, since Jinja applies other filters to constants once, when it compiles a template.
        @pass_context
        def of_speaker(_context: Context, *values: Any, **named: Any) -> Any:
            return self.speaker.filters[name](*values, **named)

        return of_speaker

    @pass_context
    def _join(self, _context: Context, values: Any, between: str = "") -> Markup:
        return Markup(escape(between)).join(map(self.speaker.show, values))  # noqa: S704 - escaped

    @pass_context
    def _format(self, _context: Context, pattern: str, *values: Any) -> Markup:
        return escape(pattern) % tuple(map(self.speaker.show, values))

    def get(self, name: str) -> Template:
        """The template ``name.html``."""
        return self.environment.get_template(f"{name}.html")

    def compile_each(self) -> Iterator[str]:
        """Compile every template, one per step, so that no answer has to; yields their names."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)
            yield name


def _cache_in(folder: Path) -> FileSystemBytecodeCache | None:
    """The cache of compiled templates in *folder*, made if missing; None when others could write there, or
    it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owned = folder.stat()
    except OSError:
        return None
    others = stat.S_IWGRP | stat.S_IWOTH
    if os.name != "posix" or owned.st_uid != os.getuid() or owned.st_mode & others:
        return None
    return _Cache(folder)


def _version_of_code() -> str:
    """A digest of the code of this room: how it makes filters is in compiled templates too."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


class _Cache(FileSystemBytecodeCache):
    """A cache in *folder* that a full or vanished disk does not disturb, of what this code compiled.

    What another version of it compiled is removed.
    """

    def __init__(self, folder: Path) -> None:
        prefix = f"__jinja2_{_version_of_code()}_"
        super().__init__(str(folder), f"{prefix}%s.cache")
        with suppress(OSError):
            for other in folder.glob("__jinja2_*.cache"):
                if not other.name.startswith(prefix):
                    other.unlink(missing_ok=True)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of *bucket*, if it is there and readable."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code of *bucket*, if that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
