"""The names and texts of an archive in one language, by the registries and the translations in seed files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from store.sqlite import Asks, Row

_COLUMNS = {"ru": "russian", "kk": "kazakh"}
"""The columns of the registries by language; names in other languages are translations of the name."""


class Names:
    """The names in *language* of the clubs, people, places and texts of an *archive*.

    What has no form in that language has that of the languages *beside* it, in their order; each method
    returns None for what has none at all. Everything is read when it is first needed.
    """

    def __init__(self, archive: Asks, language: str, beside: Sequence[str] = ()) -> None:
        self._archive = archive
        self._languages = (language, *beside)
        self._columns = [_COLUMNS[code] for code in self._languages if code in _COLUMNS]

    def club(self, club: str, name: str) -> str | None:
        """The form of a *name* of the club with the id *club*."""
        return self._clubs.get((club, name)) or self.text(name)

    def club_called(self, name: str) -> str | None:
        """The form of the *name* of a club that is known by it alone."""
        return self._called.get(name) or self.text(name)

    def has_club(self, club: str) -> bool:
        """Whether the club with the id *club* has a name in the language."""
        return club in self._named

    def player(self, player: str, name: str) -> str | None:
        """The name of the player with the id *player*, who is called *name*."""
        return self._players.get(player) or self.text(name)

    def person_called(self, name: str) -> str | None:
        """The name of a player, coach or referee who is known by *name* alone."""
        return self._people.get(name) or self.text(name)

    def place(self, text: str) -> str | None:
        """The name of the venue *text*, as the files write it, or of a city."""
        return self._facts.get(text) or self._cities.get(text) or self.text(text)

    def referee(self, text: str) -> str | None:
        """The name of the referee *text*, as the files write it."""
        return self._facts.get(text) or self.person_called(text)

    def text(self, text: str) -> str | None:
        """What *text*, a note or the name of the competition, says in the language."""
        return self._texts.get(text)

    @cached_property
    def _clubs(self) -> Mapping[tuple[str, str], str]:
        sql = """
            SELECT club, name, "of" FROM club_names WHERE language = ? AND kind = 'name' ORDER BY club, number
        """
        forms: dict[tuple[str, str], str] = {}
        for language in self._languages:
            for row in self._archive.query(sql, [language]):
                for name in json.loads(row["of"]):
                    forms.setdefault((row["club"], name), row["name"])
        return forms

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return {name: form for (_, name), form in reversed([*self._clubs.items()])}

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(club for club, _ in self._clubs)

    def _registered(self, sql: str) -> Iterator[tuple[Row, str]]:
        """The rows of a query that has the columns of all languages, each with its form in the first of the
        languages that has one."""
        for row in self._archive.query(sql) if self._columns else ():
            if form := next(filter(None, (row[column] for column in self._columns)), None):
                yield row, form

    @cached_property
    def _players(self) -> Mapping[str, str]:
        rows = self._registered("SELECT player, russian, kazakh FROM players")
        return {row["player"]: form for row, form in rows}

    @cached_property
    def _people(self) -> Mapping[str, str]:
        sql = """
            SELECT name, also, russian, kazakh FROM referees UNION ALL
            SELECT name, also, russian, kazakh FROM players UNION ALL
            SELECT DISTINCT g.written, '[]', p.russian, p.kazakh FROM goals g JOIN players p USING (player)
        """
        people: dict[str, str] = {}
        for row, form in self._registered(sql):
            for name in (row["name"], *json.loads(row["also"])):
                people.setdefault(name, form)
        return people

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        return {
            row["text"]: form
            for row, form in self._registered("SELECT text, russian, kazakh FROM fact_names")
        }

    @cached_property
    def _cities(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        places = list(
            self._registered("SELECT name, former, also, russian, kazakh FROM places WHERE city = ''")
        )
        for row, form in places:
            for name in (row["name"], *json.loads(row["also"])):
                names.setdefault(name, form)
        for row, _ in places:
            for name, *forms in (former[:3] for former in json.loads(row["former"])):
                known = dict(zip(_COLUMNS.values(), forms, strict=True))
                for form in filter(None, (known[column] for column in self._columns)):
                    names.setdefault(name, form)
        return names

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        sql = "SELECT text, said FROM translations WHERE language = ? ORDER BY document DESC"
        return {row["text"]: row["said"] for row in self._archive.query(sql, [self._languages[0]])}
