"""The table of a game, and the display names of users in it and on leaderboards."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Services
from handlers.core.keyboards import rows_of
from handlers.trivia.next import challenge_of
from handlers.wording.texts import Texts, short
from store.chats.models import Closing, Ending, Game, Mode, Plan
from store.chats.modes import Team, teams_of
from store.chats.people import names_of
from store.chats.points import Standing
from store.chats.scores import best_before, table, who_answered
from store.cup.labels import parse_label
from store.text.visible import JOINER, visible
from store.trivia.question import Difficulty

NEW_MESSAGE = "new"  # keyword of a button that sends the board as a new message, not as an edit
GAME = "game"  # the keyword of the button for the picture of a table
FEWEST_PICTURED = 3  # players of a game whose table has a picture
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}  # by place
_MOST_ROWS = 20
_MOST_TEAMS = 10
_LONGEST_NAME = 24
_ISOLATED = "\u2068{}\u2069"  # the text around it keeps its order
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_LINKED = re.compile(
    r"[@./](?=\w)|(?<=:)/"
)  # at what Telegram would turn into a link; a word joiner prevents that


def shown_name(texts: Texts, name: str | None) -> str:
    """The display name of a user; “someone” where *name* has nothing visible or has been deleted.

    Invisible characters are removed, except for those that join emoji, and so are stacks of combining marks;
    right-to-left text is isolated, so that the rest of the line keeps its direction.
    """
    whole = visible(name or "")
    shown = _LINKED.sub("\\g<0>\u2060", short(whole, _LONGEST_NAME).replace(f"{JOINER}…", "…"))
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in shown):
        shown = _ISOLATED.format(shown)
    return shown or texts.gettext("someone")


@dataclass(frozen=True, slots=True)
class ShownTeam:
    """A team as messages show it: its *name*, and its *points* per player."""

    name: str
    points: str
    players: int
    place: int
    won: bool


def shown_team(services: Services, texts: Texts, team: Team) -> ShownTeam:
    """The texts of a *team*."""
    club = services.archive.club(team.club)
    points = texts.formats.number(float(team.points), 0 if team.points.denominator == 1 else 1)
    name = str(texts.show(club)) if club else team.club
    return ShownTeam(name, points, len(team.users), team.place, team.place == 1 and team.points > 0)


def standings_of(services: Services, game: Game) -> list[tuple[Standing, str]]:
    """The standings of a game that has ended, each with the display name of the user."""
    ending, texts = game.ending or Ending.PLAYED, services.texts(game.language)
    standings = table(services.chats, game.id, counts=ending.counts)
    names = names_of(services.chats, [row.user for row in standings])
    return [(row, shown_name(texts, names.get(row.user))) for row in standings]


def table_answer(services: Services, game: Game) -> Answer:
    """The table of a game that has ended, with buttons to play again, for the leaderboard, and for a picture
    of the table of several."""
    ending, texts = game.ending or Ending.PLAYED, services.texts(game.language)
    rows = standings_of(services, game)
    quickest = [(row.fastest, name) for row, name in rows if row.fastest is not None]
    alone = rows[0][0] if len(rows) == 1 else None
    edition = services.archive.by_id.get(game.plan.edition or "")
    asked = [
        question
        for question in services.games.questions(game.id)
        if not question.shoot_out
        and (question.closing is not Closing.REPLACED or who_answered(services.chats, question))
    ]
    teams = [shown_team(services, texts, team) for team in teams_of(services.chats, game.id)]
    teams = teams if len(teams) > 1 and ending.counts else []
    text = texts.render(
        "trivia/table",
        "table",
        rows=rows[:_MOST_ROWS],
        more=max(len(rows) - _MOST_ROWS, 0),
        several=len(rows) > 1,
        medals=MEDALS,
        winners=_winners(rows, teams),
        teams=teams[:_MOST_TEAMS],
        asked=len(asked),
        ending=ending,
        difficulty=game.plan.difficulty,
        mode=game.plan.mode,
        edition=edition,
        private=game.place.private,
        fastest=min(quickest) if len(quickest) > 1 else None,
        alone=alone,
        best=best_before(services.chats, game, alone.user) if alone and ending is Ending.PLAYED else None,
        challenged=result_of(services, game),
    )
    gettext = texts.gettext
    again = Button(gettext("Another round"), call_of(game.plan), style=Style.NEXT)
    buttons = [again, Button(gettext("Board"), Call("top", word=NEW_MESSAGE))]
    if game.plan.mode.is_own:  # its answers are known now, and its points count on no board
        buttons = []
    if len(rows) >= FEWEST_PICTURED:
        buttons.append(Button(gettext("Picture"), Call("picture", word=GAME, game=game.id)))
    if game.token and not game.takes and ending is Ending.PLAYED and alone:
        said = texts.plain(
            "trivia/duel", "said", right=alone.right, of=len(asked), cup=services.archive.competition
        )
        share, link = gettext("Challenge a friend"), f"duel-{game.token}"
        buttons.insert(0, Button(share, Call("trivia"), share=link, said=said, style=Style.NEXT))
    elif any(row.right for row, _ in rows) and not game.plan.mode.is_own:
        boast = texts.plain("trivia/table", "boast", rows=rows[:1], cup=services.archive.competition or "")
        buttons.append(Button(gettext("Share"), Call("trivia"), share="trivia", said=boast.strip()))
    return Answer(text, tuple(rows_of(buttons, 2)))


def _winners(rows: Sequence[tuple[Standing, str]], teams: Sequence[ShownTeam]) -> list[str]:
    """The names of the teams that won, else of the users."""
    return [team.name for team in teams if team.won] or [name for row, name in rows if row.won]


@dataclass(frozen=True, slots=True)
class Result:
    """How a duel in private chats ended: the names and points of the *challenger* and of who took the
    challenge."""

    challenger: str
    points: int
    other: str
    others: int


def result_of(services: Services, game: Game) -> Result | None:
    """The result of the duel that a *game* ended; None when it takes no challenge, was not played to its end,
    or the challenge was deleted."""
    challenge = challenge_of(services, game)
    if challenge is None or game.ending is not Ending.PLAYED:
        return None
    first, other = standings_of(services, challenge), standings_of(services, game)
    if not first:
        return None
    name = other[0][1] if other else ""
    return Result(first[0][1], first[0][0].points, name, other[0][0].points if other else 0)


def call_of(plan: Plan) -> Call:
    """The call that starts a game with *plan*."""
    return Call(
        "trivia",
        edition=parse_label(plan.edition) if plan.edition else None,
        questions=None if plan.mode is Mode.MARATHON else plan.questions,
        seconds=plan.seconds,
        difficulty=Difficulty(plan.difficulty) if plan.difficulty else None,
        word=None if plan.mode is Mode.CLASSIC else plan.mode,
    )
