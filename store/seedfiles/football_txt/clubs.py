"""Names of clubs in openfootball's ``*.clubs.txt``: a club in a line, its other names indented below behind
bars."""

import re
from dataclasses import replace

from store.cup.clubs import ClubName, RegisteredClub
from store.seedfiles.decode import decode
from store.seedfiles.wrong_line import LONGEST_NAME
from store.text.folding import slug, tidy

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_NUMBERED = re.compile(r"(?:[ivx]+|[a-h]|\d+)\)\s+")  # ii) Rapid II
_BEHIND = re.compile(r"\s*(?:\[[a-z]{2}\]|\((?=[^)]*\d)[^)]*\))\s*$")  # [en], (1921-1999)


def load_names(data: bytes | str, path: str) -> list[RegisteredClub]:
    """The clubs in a file of names, called *path* in validation errors; what is no name is passed over.

    They are not registered: the archive has those of them that an edition mentions.

    :raises store.seedfiles.problems.UnreadableFile: when it is not a text.
    """
    clubs: dict[str, RegisteredClub] = {}
    last = ""
    for line in decode(data, path).split("\n"):
        text = _COMMENT.sub("", line).rstrip()
        if not text.strip() or text.lstrip().startswith("="):
            continue
        if text.lstrip().startswith("|"):
            if last:
                clubs[last] = _called(clubs[last], text.split("|"), path)
        elif text[0] not in " \t" or _NUMBERED.match(text.strip()):
            name, _, about = _NUMBERED.sub("", text.strip(), count=1).partition(",")
            last = _name(name)
            if last:
                clubs.setdefault(last, _club(last, about, path))
    return [replace(club, id=slug(club.name)) for club in clubs.values()]


def _club(name: str, about: str, path: str) -> RegisteredClub:
    parts = [tidy(part) for part in about.split(",") if part.strip() and not part.strip().startswith("@")]
    founded = next((part for part in parts if re.fullmatch(r"\d{4}", part)), "")
    city = next((part for part in reversed(parts) if not any(char.isdigit() for char in part)), "")
    return RegisteredClub(
        slug(name), name, city=tidy(city.partition("(")[0]), founded=founded, sources=(path,)
    )


def _called(club: RegisteredClub, names: list[str], path: str) -> RegisteredClub:
    known = {club.name, *(name.name for name in club.names)}
    others = [name for name in dict.fromkeys(map(_name, names)) if name and name not in known]
    return replace(club, names=(*club.names, *(ClubName(name, sources=(path,)) for name in others)))


def _name(text: str) -> str:
    """A name without what stands behind it, empty when there is none or it is too long."""
    name = tidy(_BEHIND.sub("", text))
    return name if len(name) <= LONGEST_NAME else ""
