"""The wording of quiz questions and of their explanations, by kind: data, translated where it is shown.

Placeholders of questions are the *edition*, the *cup*, and the names of what the question is about; of
explanations also the *right* answer, all *rights* there are, and the *latest* edition, that of the tie.
"""

from collections.abc import Mapping

from store.archive.records import RecordKind
from store.text.translatable import N_, NN_
from store.trivia.question import Kind, Question

QUESTIONS: Mapping[Kind, str] = {
    Kind.WINNER: N_("Who won the %(cup)s %(edition)s?"),
    Kind.BEATEN: N_("%(round)s %(edition)s: whom did %(club)s knock out?"),
    Kind.KNOCKED_OUT_BY: N_("Who knocked %(club)s out of the cup in %(edition)s?"),
    Kind.STAGE: N_("In which round did %(club)s go out of the cup of %(edition)s?"),
    Kind.REACHED: N_("%(round)s %(edition)s: which of these clubs got there?"),
    Kind.ENTRANT: N_("Which of these clubs took part in the cup of %(edition)s?"),
    Kind.SCORE: N_("%(round)s %(edition)s: how did %(home)s – %(away)s end?"),
    Kind.SHOOT_OUT: N_("Which of these ties of %(edition)s went to a shoot-out?"),
    Kind.REPLAY: N_("Which of these ties of %(edition)s needed a replay?"),
    Kind.GROUP_WINNER: N_("%(round)s %(edition)s: who won the most points?"),
    Kind.GROUP_LAST: N_("%(round)s %(edition)s: who won the fewest points?"),
    Kind.POINTS: N_("%(round)s %(edition)s: how many points did %(club)s win, at %(win)s for a win?"),
    Kind.SCORER: N_("%(round)s %(edition)s: who scored for %(club)s against %(opponent)s?"),
    Kind.SCORED_FOR: N_("For which club did %(player)s score in the cup of %(edition)s?"),
    Kind.FIRST_GOAL: N_("Who scored the first goal of the final of %(edition)s?"),
    Kind.FIRST_MINUTE: N_("In which minute was the first goal of the final of %(edition)s scored?"),
    Kind.TOP_SCORER: N_("Who was top scorer of the cup of %(edition)s?"),
    Kind.VENUE: N_("Where was the final of %(edition)s played?"),
    Kind.REFEREE: N_("Who refereed the final of %(edition)s?"),
    Kind.NAME: N_("Under which name did today's %(club)s play in the cup of %(edition)s?"),
    Kind.EDITION_WON: N_("Which of these cups did %(club)s win?"),
    Kind.FINAL_LOST: N_("Which of these finals did %(club)s lose?"),
    Kind.FINAL_OF_TWO: N_("Which cup did %(club)s win by beating %(opponent)s in the final?"),
    Kind.FINALISTS: N_("Which two clubs played the final of %(edition)s?"),
    Kind.TWO_OF_ROUND: N_("%(round)s %(edition)s: which two of these clubs got there?"),
    Kind.NOT_OF_ROUND: N_("%(round)s %(edition)s: which of these clubs did not get there?"),
    Kind.TWO_WINNERS: N_("Which two of these clubs have won the cup, from %(first)s to %(last)s?"),
    Kind.NEVER_WON: N_("Which of these clubs has only lost finals, from %(first)s to %(last)s?"),
    Kind.ORDER: N_("Who won the cups of %(one)s, %(two)s and %(three)s, in this order?"),
    Kind.CLUES: N_("Which cup was it? The final ended %(score)s, and the top scorer was %(player)s."),
    Kind.COVERED: N_("Final %(edition)s: who played against %(opponent)s?"),
    Kind.GAP: N_("%(round)s %(edition)s: who was there beside %(club)s, %(opponent)s and %(home)s?"),
    Kind.GROUP_PLACE: N_("%(round)s %(edition)s: in which place did %(club)s finish?"),
    Kind.CUPS: N_("How many cups did %(club)s win from %(first)s to %(last)s?"),
}
"""The question of each kind except for records, see :data:`RECORDS`."""

RECORDS: Mapping[str, tuple[str, str]] = {
    RecordKind.TITLES: (
        N_("Who has won the most cups from %(first)s to %(last)s?"),
        N_("Who is one of those that have won the most cups from %(first)s to %(last)s?"),
    ),
    RecordKind.FINALS: (
        N_("Who has been in the most finals from %(first)s to %(last)s?"),
        N_("Who is one of those that have been in the most finals from %(first)s to %(last)s?"),
    ),
    RecordKind.HIGHEST_FINAL: (
        N_("Which final from %(first)s to %(last)s had the most goals?"),
        N_("Which is one of the finals from %(first)s to %(last)s that had the most goals?"),
    ),
}
"""The question about each record, for one holder and for several."""

_BEATEN_IN_FINAL = N_("Whom did %(club)s beat in the final of %(edition)s?")
_FINAL_WITH_SHOOT_OUT = N_("Which of these finals went to a shoot-out?")
_BY_THE_VENUE = N_("Which cup was it? The final ended %(score)s, at: %(venue)s.")
_ONE_OF_THE_TOP_SCORERS = N_("Who was one of the top scorers of the cup of %(edition)s?")


def words_of(question: Question) -> str:
    """The untranslated wording of *question*."""
    several = len(question.rights) > 1
    if question.kind is Kind.RECORD:
        return RECORDS[question.about["record"]][several]
    if question.kind is Kind.BEATEN and question.tie and question.tie.is_final:
        return _BEATEN_IN_FINAL
    if question.kind is Kind.SHOOT_OUT and question.edition is None:
        return _FINAL_WITH_SHOOT_OUT
    if question.kind is Kind.TOP_SCORER and several:
        return _ONE_OF_THE_TOP_SCORERS
    if question.kind is Kind.CLUES and "venue" in question.about:
        return _BY_THE_VENUE
    return QUESTIONS[question.kind]


BESIDE_THE_TIE: Mapping[Kind, str] = {
    Kind.SCORER: N_("%(club)s: %(right)s."),
    Kind.SCORED_FOR: N_("%(right)s: %(player)s."),
    Kind.FIRST_GOAL: N_("%(right)s %(minute)s."),
    Kind.FIRST_MINUTE: N_("%(player)s %(right)s."),
    Kind.VENUE: N_("%(right)s."),
    Kind.REFEREE: N_("Referee: %(right)s."),
    Kind.CLUES: N_("Top scorer: %(player)s."),
}
"""The explanation after the tie that it cites."""

OF_THE_VENUE = N_("%(venue)s.")
"""The same for clues with a venue in place of a top scorer."""

INSTEAD_OF_A_TIE: Mapping[Kind, tuple[str, str]] = {
    Kind.TOP_SCORER: NN_("%(edition)s · Top scorer: %(rights)s.", "%(edition)s · Top scorers: %(rights)s."),
    Kind.REACHED: NN_("%(edition)s · %(round)s: %(rights)s.", "%(edition)s · %(round)s: %(rights)s."),
    Kind.TWO_OF_ROUND: NN_("%(edition)s · %(round)s: %(rights)s.", "%(edition)s · %(round)s: %(rights)s."),
    Kind.NOT_OF_ROUND: NN_("%(edition)s · %(round)s: %(wrongs)s.", "%(edition)s · %(round)s: %(wrongs)s."),
    Kind.TWO_WINNERS: NN_(
        "From %(first)s to %(last)s the cup was won by %(right)s, among others.",
        "From %(first)s to %(last)s the cup was won by %(right)s, among others.",
    ),
    Kind.NEVER_WON: NN_(
        "%(right)s: finals lost, but no cup from %(first)s to %(last)s.",
        "%(right)s: finals lost, but no cup from %(first)s to %(last)s.",
    ),
    Kind.GAP: NN_(
        "%(edition)s · %(round)s: %(right)s, %(club)s, %(opponent)s, %(home)s.",
        "%(edition)s · %(round)s: %(right)s, %(club)s, %(opponent)s, %(home)s.",
    ),
    Kind.ORDER: NN_("%(one)s, %(two)s, %(three)s: %(right)s.", "%(one)s, %(two)s, %(three)s: %(right)s."),
    Kind.GROUP_PLACE: NN_(
        "%(edition)s · %(round)s: %(club)s, place %(right)s.",
        "%(edition)s · %(round)s: %(club)s, place %(right)s.",
    ),
    Kind.GROUP_WINNER: NN_(
        "%(edition)s · %(round)s: %(right)s came first.", "%(edition)s · %(round)s: %(right)s came first."
    ),
    Kind.GROUP_LAST: NN_(
        "%(edition)s · %(round)s: %(right)s came last.", "%(edition)s · %(round)s: %(right)s came last."
    ),
    Kind.POINTS: NN_(
        "%(edition)s · %(round)s: %(club)s won %(right)s point.",
        "%(edition)s · %(round)s: %(club)s won %(right)s points.",
    ),
    Kind.ENTRANT: NN_(
        "%(right)s took part in the cup of %(edition)s.", "%(right)s took part in the cup of %(edition)s."
    ),
    Kind.NAME: NN_(
        "In %(edition)s %(club)s was called %(right)s.", "In %(edition)s %(club)s was called %(right)s."
    ),
    Kind.CUPS: NN_(
        "%(club)s won %(right)s cup from %(first)s to %(last)s, in %(latest)s.",
        "%(club)s won %(right)s cups from %(first)s to %(last)s, the latest in %(latest)s.",
    ),
}
"""The explanation where no tie is cited, singular and plural: by the number of right answers, or of cups."""

OF_RECORDS: Mapping[str, str] = {
    RecordKind.TITLES: N_("The most cups from %(first)s to %(last)s: %(right)s, %(value)s."),
    RecordKind.FINALS: N_("The most finals from %(first)s to %(last)s: %(right)s, %(value)s."),
    RecordKind.HIGHEST_FINAL: N_(
        "The most goals in a final from %(first)s to %(last)s: %(right)s, %(value)s."
    ),
}
_HOWEVER_COUNTED = N_("The most cups from %(first)s to %(last)s: %(right)s, whichever way they are counted.")


def words_of_record(question: Question) -> str:
    """The untranslated explanation of a question about a record."""
    return OF_RECORDS[question.about["record"]] if question.about.get("value") else _HOWEVER_COUNTED
