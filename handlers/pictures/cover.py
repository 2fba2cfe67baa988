"""Cards with the name of a club covered, for questions."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from store.cup.ties import Side

COVER = "?????"
_COVERED = Side("?", COVER)
Value = TypeVar("Value")


def covered(value: Value, club: str) -> Value:
    """*value*, of dataclasses and tuples, with *club*, by id, covered: no name, no colours."""
    return _covered(value, club)  # type: ignore[no-any-return]  # of the same type


def _covered(value: Any, club: str) -> Any:
    if isinstance(value, Side):
        return _COVERED if value.club == club else value
    if isinstance(value, str):
        return _COVERED.club if value == club else value
    if isinstance(value, tuple):
        return tuple(_covered(one, club) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        known = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: _covered(one, club) for name, one in known.items()}
        new = {name: one for name, one in changed.items() if one is not known[name] and one != known[name]}
        return replace(value, **new) if new else value
    return value
