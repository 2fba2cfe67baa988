"""The names and codes of rounds in messages: by the code of a round, else as the season file writes them."""

import re

from handlers.wording.languages import Language
from store.cup.rounds import FINAL, FINAL_GROUP, LEAGUE_PHASE, THIRD_PLACE, NamedRound, RoundKind
from store.text.translatable import N_

NAMES = {
    FINAL: N_("Final"),
    "SF": N_("Semi-finals"),
    "QF": N_("Quarter-finals"),
    "R16": N_("Round of 16"),
    "R32": N_("Round of 32"),
    "R64": N_("Round of 64"),
    "PR": N_("Preliminary round"),
    "R1": N_("First round"),
    "R2": N_("Second round"),
    "R3": N_("Third round"),
    "R4": N_("Fourth round"),
    "R5": N_("Fifth round"),
    "R6": N_("Sixth round"),
    "R?": N_("Round not known"),
    THIRD_PLACE: N_("Match for third place"),
    LEAGUE_PHASE: N_("League phase"),
    FINAL_GROUP: N_("Final group"),
}
"""The name of a round by its code; in the language of the sources rounds are called as files write them."""

OF_THEIR_OWN = (
    N_("First preliminary round"),
    N_("Second preliminary round"),
    N_("Third preliminary round"),
    N_("Fourth preliminary round"),
    N_("First qualifying round"),
    N_("Second qualifying round"),
    N_("Third qualifying round"),
)
"""Names that say more than the code of the round."""

GROUP = N_("Group %(letter)s")
_NUMBERED = re.compile(r"R(\d+)")
_GROUP = re.compile(r"G(\w{1,2})")
_LONGEST_LETTER = 2  # characters of what tells a group from the others


def words_of_round(found: NamedRound) -> tuple[str, dict[str, str]]:
    """The untranslated name of a round, with the values of its placeholders."""
    if found.kind is RoundKind.GROUP:
        letter = found.label.upper()
        return (GROUP, {"letter": letter}) if len(letter) <= _LONGEST_LETTER else (found.name, {})
    if found.name in OF_THEIR_OWN:
        return found.name, {}
    return NAMES.get(found.code, found.name), {}


def code_in(language: Language, found: NamedRound) -> str:
    """The code of a round in *language*, by its table of codes."""
    codes = language.round_codes
    if said := codes.get(found.code):
        return said
    numbered = "preliminary" if found.name in OF_THEIR_OWN else "numbered"
    for kind, pattern in ((numbered, _NUMBERED), ("group", _GROUP)):
        if kind in codes and (parts := pattern.fullmatch(found.code)):
            return codes[kind].format(parts[1])
    return found.code
