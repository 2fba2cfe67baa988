"""Display texts of enum members: data, translated where it is shown."""

from store.archive.records import RecordKind
from store.chats.boards import Span
from store.chats.models import Mode
from store.cup.findings import Finding, FindingKind
from store.cup.runs import Outcome
from store.text.translatable import N_, NN_
from store.trivia.question import Difficulty

FINDINGS = {
    FindingKind.TEAMS: N_("The file claims %(claimed)s clubs; its names make %(found)s."),
    FindingKind.MATCHES: N_("The file claims %(claimed)s matches; it has %(found)s, walkovers apart."),
    FindingKind.GOALS: N_("The file claims %(claimed)s goals; its scores make %(found)s."),
    FindingKind.YEAR: N_("The infobox says %(claimed)s, the heading %(label)s."),
    FindingKind.WINNER: N_("The infobox names %(claimed)s as winners; the final says %(found)s."),
    FindingKind.RUNNER_UP: N_("The infobox names %(claimed)s as runner-up; the final says %(found)s."),
    FindingKind.BRACKET: N_("A knock-out of %(clubs)s clubs needs %(needed)s ties; the file has %(ties)s."),
    FindingKind.GHOST_SCORER: N_(
        "%(name)s is named as a scorer of %(club)s, who scored no goal in that match; counted for nobody."
    ),
    FindingKind.MORE_NAMES: N_(
        "The scorers named for %(club)s make %(named)s goals; the side scored %(scored)s."
    ),
    FindingKind.FEWER_GOALS: N_("The scorers named for %(club)s make %(named)s of %(scored)s goals."),
    FindingKind.LEADER_UNKNOWN: N_(
        "%(name)s is a top scorer with %(claimed)s goals by the infobox; no match names the player."
    ),
    FindingKind.LEADER_TOTAL: N_(
        "%(name)s is a top scorer with %(claimed)s goals by the infobox; "
        "the matches give %(low)s to %(high)s."
    ),
    FindingKind.ABOVE_LEADER: N_(
        "%(name)s scored at least %(low)s goals, more than the top scorers' %(claimed)s."
    ),
    FindingKind.NOT_LEADING: N_(
        "The matches cannot give %(names)s as many goals as every other player, "
        "though the infobox has them as top scorers."
    ),
    FindingKind.LEADER_TWICE: N_(
        "%(name)s stands a second time among the top scorers, with %(claimed)s goals."
    ),
    FindingKind.LEADER_OF_SEVERAL: N_(
        "%(name)s, a top scorer with %(claimed)s goals by the infobox, may be any of %(names)s."
    ),
    FindingKind.ADVANCED: N_("The file says that %(stated)s went through; its score says %(found)s."),
    FindingKind.DATE: N_("The date %(date)s lies outside the edition %(label)s."),
    FindingKind.PLAYED_ON: N_("%(winner)s beat %(loser)s, but %(loser)s played on and %(winner)s did not."),
    FindingKind.TWICE_IN_ROUND: N_("%(club)s played two ties in one round (%(round)s)."),
    FindingKind.SHOOT_OUT: N_("%(home)s against %(away)s has a shoot-out although the score is not level."),
    FindingKind.HALF_TIME: N_("%(home)s against %(away)s: fewer goals at the end than before."),
    FindingKind.BOTH_WALKOVERS: N_(
        "%(home)s against %(away)s is a walkover for either; who went through is not known."
    ),
    FindingKind.FINALS: N_(
        "This is one of several finals in the file; which one decided the cup is not known."
    ),
    FindingKind.TABLE: N_(
        "The table of %(round)s differs from what its matches make; the matches are followed."
    ),
    FindingKind.TABLE_ROW: N_("The row of %(club)s in the table of %(round)s does not add up."),
    FindingKind.TABLE_SUMS: N_("The rows of the table of %(round)s do not agree with each other."),
    FindingKind.TWO_GROUPS: N_("%(club)s is in %(one)s and in %(other)s."),
    FindingKind.APART: N_("The clubs of %(round)s fall into sets that never met."),
    FindingKind.MATCH_TWICE: N_("%(home)s against %(away)s is there twice, with the same score."),
    FindingKind.DEDUCTED: N_("Points are deducted from %(name)s, which is in no group."),
    FindingKind.STATED_TWICE: N_("%(home)s against %(away)s: each is said to have gone through."),
    FindingKind.EXTRA_TIME: N_(
        "%(home)s against %(away)s went to extra time without being level after 90 minutes."
    ),
    FindingKind.SAME_CLUB: N_("%(home)s and %(away)s are one club by the registry, and play each other."),
    FindingKind.NAME_OF_SEVERAL: N_(
        "%(name)s was a name of several clubs (%(clubs)s); here it is taken for a club of its own."
    ),
    FindingKind.ADDITION_DIFFERS: N_(
        "The file says %(file)s, another source %(added)s (%(fact)s); the file is followed."
    ),
    FindingKind.ADDITION_LOST: N_(
        "The supplement adds to %(home)s – %(away)s (%(round)s), which the file does not have so."
    ),
    FindingKind.CONFLICT: N_("Sources do not agree: %(facts)s"),
    FindingKind.ONE_SOURCE: N_("One source only: %(facts)s"),
    FindingKind.WORKED_OUT: N_("Worked out: %(facts)s"),
    FindingKind.UNKNOWN: N_("Not known: %(facts)s"),
}
"""The sentence about each kind of finding, with named placeholders for its data."""

# The value that may be missing, and the sentence without it.
_WITHOUT = {
    FindingKind.WINNER: ("found", N_("The infobox names %(claimed)s as winners; no tie says so.")),
    FindingKind.RUNNER_UP: ("found", N_("The infobox names %(claimed)s as runner-up; no tie says so.")),
    FindingKind.ADDITION_LOST: (
        "home",
        N_("The supplement has a remark on %(round)s, which the file does not have."),
    ),
    FindingKind.LEADER_UNKNOWN: (
        "claimed",
        N_("%(name)s is a top scorer by the infobox; no match names the player."),
    ),
}
_SETTLED_TOTAL = N_(
    "%(name)s is a top scorer with %(claimed)s goals by the infobox; the matches give %(low)s."
)


NAMES_IN_FINDINGS = frozenset(
    [
        "added",
        "away",
        "claimed",
        "club",
        "clubs",
        "file",
        "found",
        "home",
        "loser",
        "name",
        "names",
        "stated",
        "winner",
    ]
)
"""The data of findings that may be names of clubs or people."""

ROUNDS_IN_FINDINGS = frozenset(("one", "other", "round"))
"""The data of findings that are names of rounds."""


def words_of_finding(finding: Finding) -> str:
    """The untranslated sentence that fits the data of *finding*."""
    missing, without = _WITHOUT.get(finding.kind, ("", ""))
    if missing and not finding.data.get(missing):
        return without
    if finding.kind is FindingKind.LEADER_TOTAL and finding.data["low"] == finding.data["high"]:
        return _SETTLED_TOTAL
    return FINDINGS[finding.kind]


RECORDS = {
    RecordKind.TITLES: NN_("Most cups won: %(num)s", "Most cups won: %(num)s"),
    RecordKind.FINALS: NN_("Most finals: %(num)s", "Most finals: %(num)s"),
    RecordKind.HIGHEST_FINAL: NN_(
        "Highest-scoring final: %(num)s goal", "Highest-scoring final: %(num)s goals"
    ),
    RecordKind.BIGGEST_WIN: NN_("Biggest win: by %(num)s goal", "Biggest win: by %(num)s goals"),
    RecordKind.MOST_GOALS: NN_("Most goals in a tie: %(num)s", "Most goals in a tie: %(num)s"),
    RecordKind.GOALS_IN_TIE: NN_(
        "Most goals by a player in a tie: %(num)s", "Most goals by a player in a tie: %(num)s"
    ),
    RecordKind.GOALS_IN_EDITION: NN_(
        "Most goals by a player in an edition: %(num)s", "Most goals by a player in an edition: %(num)s"
    ),
    RecordKind.UNBEATEN: NN_(
        "Longest run without being knocked out: %(num)s tie",
        "Longest run without being knocked out: %(num)s ties",
    ),
    RecordKind.SHOOT_OUTS: NN_("Most shoot-outs won: %(num)s", "Most shoot-outs won: %(num)s"),
}
"""The heading of each record, with a placeholder for its value."""

RECORD_LABELS = {
    RecordKind.TITLES: N_("Most cups"),
    RecordKind.FINALS: N_("Most finals"),
    RecordKind.HIGHEST_FINAL: N_("Highest final"),
    RecordKind.BIGGEST_WIN: N_("Biggest win"),
    RecordKind.MOST_GOALS: N_("Most goals"),
    RecordKind.GOALS_IN_TIE: N_("Goals in a tie"),
    RecordKind.GOALS_IN_EDITION: N_("Goals in a cup"),
    RecordKind.UNBEATEN: N_("Longest run"),
    RecordKind.SHOOT_OUTS: N_("Shoot-outs"),
}
"""The label of the button of each record."""

OUTCOMES = {
    Outcome.WINNER: N_("%(edition)s · winner"),
    Outcome.RUNNER_UP: N_("%(edition)s · runner-up"),
    Outcome.OUT: N_("%(edition)s · %(round)s"),
    Outcome.THROUGH: N_("%(edition)s · %(round)s, later rounds not known"),
    Outcome.REPLACED: N_("%(edition)s · %(round)s, the other club played on"),
    Outcome.ABSENT: N_("%(edition)s · %(round)s, did not play on"),
    Outcome.UNKNOWN: N_("%(edition)s · %(round)s, outcome not known"),
}
"""The label of each outcome of a club in an edition."""

REACHED = {
    Outcome.WINNER: N_("🏆 won the cup"),
    Outcome.RUNNER_UP: N_("final lost"),
    Outcome.OUT: N_("%(round)s"),
    Outcome.THROUGH: N_("beyond %(round)s"),
    Outcome.REPLACED: N_("%(round)s"),
    Outcome.ABSENT: N_("%(round)s"),
    Outcome.UNKNOWN: N_("%(round)s at least"),
}
"""How far a club came, in the few words of a line of a list."""

NTH_TIME = (
    N_("%(winner)s win the cup for the first time."),
    N_("%(winner)s win the cup for the second time."),
    N_("%(winner)s win the cup for the third time."),
    N_("%(winner)s win the cup for the fourth time."),
    N_("%(winner)s win the cup for the fifth time."),
    N_("%(winner)s win the cup for the sixth time."),
    N_("%(winner)s win the cup for the seventh time."),
    N_("%(winner)s win the cup for the eighth time."),
    N_("%(winner)s win the cup for the ninth time."),
    N_("%(winner)s win the cup for the tenth time."),
)
"""The sentence about a final by how many cups the winner had won with it, from one on."""

NTH_CUP = (
    N_("It is their first cup."),
    N_("It is their second cup."),
    N_("It is their third cup."),
    N_("It is their fourth cup."),
    N_("It is their fifth cup."),
    N_("It is their sixth cup."),
    N_("It is their seventh cup."),
    N_("It is their eighth cup."),
    N_("It is their ninth cup."),
    N_("It is their tenth cup."),
)
"""The same behind a sentence that says how the cup was won."""

WIKIPEDIAS = (
    N_("English Wikipedia"),
    N_("Russian Wikipedia"),
    N_("Kazakh Wikipedia"),
    N_("German Wikipedia"),
    N_("French Wikipedia"),
    N_("Polish Wikipedia"),
    N_("Italian Wikipedia"),
    N_("Spanish Wikipedia"),
    N_("Dutch Wikipedia"),
    N_("Ukrainian Wikipedia"),
)
"""The sources whose name is translated; titles of pages are not."""

SEASON_FILES = (N_("the season files"), N_("the sources of the season file"))
"""The sources of what the registries and the supplement take from the season files."""

BOARDS = {
    Span.WEEK: N_("Best of this week"),
    Span.MONTH: N_("Best of this month"),
    Span.ALL: N_("Best of all time"),
}

DIFFICULTIES = {
    Difficulty.EASY: N_("easy"),
    Difficulty.MEDIUM: N_("medium"),
    Difficulty.HARD: N_("hard"),
}

MODES = {
    Mode.CLASSIC: N_("Trivia"),
    Mode.MARATHON: N_("Marathon"),
    Mode.DUEL: N_("Duel"),
    Mode.TEAMS: N_("Teams"),
    Mode.OWN: N_("Own questions"),
    Mode.HOSTED: N_("Quiz night"),
}
