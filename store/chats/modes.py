"""Teams of games, challenges to duels in private chats, and hosts of quiz nights."""

from dataclasses import dataclass, replace
from fractions import Fraction

from store.chats.database import Chats
from store.chats.models import AskedQuestion, Game, game_of


def challenge_with(chats: Chats, token: str) -> Game | None:
    """The game that is the challenge with this *token*, None when it has been deleted."""
    row = chats.row("SELECT * FROM games WHERE token = ? AND cup = ? AND NOT takes", token, chats.cup)
    return game_of(row) if row else None


def has_taken(chats: Chats, token: str, chat: int) -> bool:
    """Whether a challenge has been taken in a *chat*, or was made there."""
    return chats.row("SELECT 1 FROM games WHERE token = ? AND chat = ?", token, chat) is not None


def want_next(chats: Chats, question: AskedQuestion) -> None:
    """Record that the host of a quiz night asked for what comes after a *question*."""
    chats.write("UPDATE games SET wanted = ? WHERE game = ?", question.number, question.game)


def take_side(chats: Chats, game: int, user: int) -> None:
    """Let *user* play for the favourite club in a game of teams, for good once there is one."""
    sql = """
        INSERT OR IGNORE INTO sides SELECT ?, user, club FROM favourites WHERE cup = ? AND user = ?
    """
    chats.write(sql, game, chats.cup, user)


@dataclass(frozen=True, slots=True)
class Team:
    """A team of a game: its *club*, its *users*, and its *points* per user, by which teams have *places*;
    equals share one."""

    club: str
    users: tuple[int, ...]
    points: Fraction
    place: int = 0


def teams_of(chats: Chats, game: int) -> list[Team]:
    """The teams of a game, most points a player first, as they may have different numbers of players."""
    sql = """
        SELECT s.club, s.user, SUM(a.points) AS points FROM sides s JOIN answers a USING (game, user)
        WHERE game = ? GROUP BY s.club, s.user ORDER BY s.club, s.user
    """
    points: dict[str, dict[int, int]] = {}
    for row in chats.rows(sql, game):
        points.setdefault(row["club"], {})[row["user"]] = row["points"]
    teams = [Team(club, tuple(of), Fraction(sum(of.values()), len(of))) for club, of in points.items()]
    teams.sort(key=lambda team: (-team.points, team.club))
    numbers = [team.points for team in teams]
    return [replace(team, place=numbers.index(team.points) + 1) for team in teams]
