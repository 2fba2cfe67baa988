"""What the signs in a message stand for, of those it has."""

from collections.abc import Sequence

from handlers.core.command import Ask
from store.cup.editions import Edition
from store.cup.ties import Tie, first_between


def signs_of(ties: Sequence[Tie]) -> dict[str, object]:
    """What a message about *ties* has to explain: what is derived, doubtful, or known between bounds."""
    goals = [goals for tie in ties for match in tie.matches for goals in match.goals]
    return {
        "derived": any(tie.known_derived for tie in ties) or any(found.worked_out for found in goals),
        "disputed": not all(found.counted for found in goals),
        "between": first_between(match for tie in ties for match in tie.matches),
    }


def tie_block(ask: Ask, edition: Edition, tie: Tie, heading: Sequence[str]) -> str:
    """A tie of *edition* below its *heading*, with what sources do not agree on."""
    return ask.texts.render(
        "parts/tie", "tie", tie=tie, heading=heading, disputed=edition.doubted("conflict", tie)
    )
