"""What the signs in a message stand for, of those it has."""

from collections.abc import Sequence

from store.models import Edition, Tie, first_between


def signs_of(ties: Sequence[Tie]) -> dict[str, object]:
    """What a message about *ties* has to explain: what is derived, doubtful, or known between bounds."""
    goals = [goals for tie in ties for match in tie.matches for goals in match.goals]
    return {
        "derived": any(tie.known_derived for tie in ties) or any(found.worked_out for found in goals),
        "disputed": not all(found.counted for found in goals),
        "between": first_between(match for tie in ties for match in tie.matches),
    }


def conflicts_of(edition: Edition, ties: Sequence[Tie]) -> list[str]:
    """The facts of *ties*, all of *edition*, that sources do not agree on."""
    return list(dict.fromkeys(fact for tie in ties for fact in edition.doubted("conflict", tie)))
