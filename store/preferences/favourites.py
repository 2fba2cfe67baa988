"""The favourite clubs of users, for which they play in games of teams."""

from store.chats.database import Chats


def favourite_of(chats: Chats, user: int) -> str | None:
    """The id of the favourite club of *user*, None without one."""
    row = chats.row("SELECT club FROM favourites WHERE (cup, user) = (?, ?)", chats.cup, user)
    return row["club"] if row else None


def choose_favourite(chats: Chats, user: int, club: str | None) -> None:
    """Store the favourite *club* of *user*, None for none any more."""
    with chats.atomic():
        chats.write("DELETE FROM favourites WHERE (cup, user) = (?, ?)", chats.cup, user)
        if club is not None:
            chats.write("INSERT INTO favourites VALUES (?, ?, ?)", chats.cup, user, club)
