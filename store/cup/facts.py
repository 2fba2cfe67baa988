"""Facts of a match other than how it ended, declared once: files, tables and views follow from this."""

from dataclasses import dataclass, fields
from typing import Any, get_args


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """Facts of a match, None where they are not known.

    A season file has each as a line below the match (``Venue: Central Stadium``), the supplement as a key.
    *attendance* counts spectators.
    """

    venue: str | None = None
    attendance: int | None = None
    referee: str | None = None


MATCH_FACTS: dict[str, type[str] | type[int]] = {
    field.name: int if int in get_args(field.type) else str for field in fields(MatchFacts)
}
"""The type of each fact, by name."""


def first_known(*sources: MatchFacts) -> dict[str, Any]:
    """Each fact by name, from the first of *sources* that has it."""
    return {
        name: next((value for source in sources if (value := getattr(source, name)) is not None), None)
        for name in MATCH_FACTS
    }


@dataclass(frozen=True, slots=True)
class FactName:
    """The *text* of a *fact* as it is shown, in English, Russian and Kazakh, and the id of the *entry* in the
    registry that it names."""

    fact: str
    text: str
    entry: str
    russian: str
    kazakh: str
