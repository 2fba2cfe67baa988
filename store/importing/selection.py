"""Choosing the season files of one cup among those in a folder, and which of them are of one edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from rapidfuzz import fuzz

from store.cup.labels import Label
from store.seedfiles.decode import decode, read_file
from store.seedfiles.folder import ImportFailed, is_shared, is_table
from store.seedfiles.heading import heading_of, is_football_txt
from store.seedfiles.match_table.columns import looks_like_table
from store.seedfiles.problems import UnreadableFile
from store.text.folding import fold

_MOST_NAMED = 12  # cups in the message
_COMMON = 2  # editions of two cups
_RESEMBLES = 80  # least similarity of 100, by rapidfuzz on folded names


_NOTHING: Mapping[str, tuple[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _File:
    """A season file with the name of its *competition* and its edition, or a table of matches, whose editions
    are not known here (*label* is None)."""

    name: str
    competition: str
    label: Label | None
    is_football_txt: bool = False

    @property
    def stem(self) -> str:
        """Its name without folder, ending and years."""
        return _stem_of(self.name)

    @property
    def cup(self) -> str:
        """The folded name of the cup."""
        return fold(self.competition)


@dataclass(slots=True)
class Selection:
    """The *paths* of the files to import, by name, how many files of other cups are left *aside*, and the
    files of one edition by the first of them (*joined*), where they are several."""

    paths: dict[str, Path]
    aside: int = 0
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)


def select(
    paths: Mapping[str, Path], cup: str, seeds: Path, served: Mapping[str, tuple[str, str]] = _NOTHING
) -> Selection:
    """The files among *paths*, of the folder *seeds*, that are of the *cup* (``KUBOK_CUP``, a name in
    headings or of files); when it is empty, of the only one there is.

    Of a file whose heading cannot be read, that of the text counts that is *served*, by name with its hash.
    Without one it is chosen, so that its errors are told, if no cup is named or its name is that of the
    cup's files.

    :raises ImportFailed: when there are several cups, or none of that name; the message lists them.
    """
    paths = _without_other_tables(paths)
    known, unknown = [], []
    for name, path in paths.items():
        if not is_shared(name):
            found = _read(name, path) or _heading_in(name, served.get(name, ("", ""))[1])
            known.append(found) if found else unknown.append(name)
    groups = _by_cup(known)
    if cup:
        known = _called(cup, known, groups, seeds)
        stems = {found.stem for found in known}
        unknown = [name for name in unknown if _stem_of(name) in stems]
    elif len(groups) > 1:
        listed = _listed(groups)
        raise ImportFailed(f"{seeds} has files of several cups: {listed}; choose one with KUBOK_CUP")
    kept = {*(found.name for found in known), *unknown}
    chosen = {name: path for name, path in paths.items() if is_shared(name) or name in kept}
    return Selection(chosen, len(paths) - len(chosen), _joined(known))


def _without_other_tables(paths: Mapping[str, Path]) -> dict[str, Path]:
    """*paths* without the tables of something else than matches, as texts of other kinds are left out too;
    with them when there is nothing else, so that what is wrong with them is told."""
    tables = {name: path for name, path in paths.items() if is_table(name) and not _has_matches(name, path)}
    kept = {name: path for name, path in paths.items() if name not in tables}
    return kept if any(not is_shared(name) for name in kept) else dict(paths)


def _has_matches(name: str, path: Path) -> bool:
    """Whether a table has matches in it, as far as its first row tells; True for one that cannot be read."""
    try:
        return looks_like_table(decode(read_file(path), name))
    except (OSError, UnreadableFile):
        return True


def _read(name: str, path: Path) -> _File | None:
    """The file with its heading, None when it has none that can be read. A table is called after its cup."""
    if is_table(name):
        return _File(name, PurePosixPath(name).stem, None)
    try:
        return _heading_in(name, decode(read_file(path), name))
    except (OSError, UnreadableFile):
        return None


def _heading_in(name: str, text: str) -> _File | None:
    heading = heading_of(text)
    return _File(name, heading.competition, heading.label, is_football_txt(text)) if heading else None


def _stem_of(name: str) -> str:
    """The name of a file without folder, ending and years."""
    return "".join(char for char in PurePosixPath(name).stem.casefold() if char.isalpha())


def _by_cup(files: Sequence[_File]) -> list[list[_File]]:
    """The *files* by cup.

    Rule: files with the same name of the cup in their heading are of one. So are those whose names of the
    cup resemble each other and whose files have one name, without an edition in common: a cup changes its
    own name. In our own format names may change at will; two of them are two cups when they have more than
    one edition in common. A table is of the cup after which it is called.
    """
    by_name: dict[str, list[_File]] = {}
    for found in files:
        by_name.setdefault(found.cup, []).append(found)
    groups: list[list[_File]] = []
    for more in by_name.values():
        group = next((group for group in groups if _are_one(group, more)), None)
        group.extend(more) if group else groups.append(list(more))
    return groups


def _are_one(group: Sequence[_File], more: Sequence[_File]) -> bool:
    if any(found.label is None for found in (*group, *more)):
        return False
    editions = {found.label for found in group} & {found.label for found in more}
    if not any(found.is_football_txt for found in (*group, *more)):
        return len(editions) < _COMMON
    alike = fuzz.token_set_ratio(group[-1].cup, more[0].cup) >= _RESEMBLES
    return alike and not editions and bool({found.stem for found in group} & {found.stem for found in more})


def _called(cup: str, files: Sequence[_File], groups: Sequence[Sequence[_File]], seeds: Path) -> list[_File]:
    """The files of the cup called so: in headings, as the name of files, or in part."""
    wanted = fold(cup)
    letters = "".join(char for char in cup.casefold() if char.isalpha())
    ways = (
        [found for found in files if found.cup == wanted],
        [found for found in files if letters and found.stem == letters],
        [found for found in files if wanted and f" {wanted} " in f" {found.cup} "],
    )
    chosen = next(filter(None, ways), None)
    if chosen is None:
        there = f": there are {_listed(groups)}" if groups else ""
        raise ImportFailed(f"{seeds} has no file of '{cup}', which KUBOK_CUP names{there}")
    cups = [group for group in groups if any(found in group for found in chosen)]
    if len(cups) > 1:
        raise ImportFailed(f"KUBOK_CUP is '{cup}', which is of several cups: {_listed(cups)}")
    return list(cups[0])


def _listed(groups: Iterable[Sequence[_File]]) -> str:
    names = sorted({f"{group[-1].competition} ({PurePosixPath(group[-1].name).stem})" for group in groups})
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _joined(files: Sequence[_File]) -> dict[str, tuple[str, ...]]:
    """The files in Football.TXT of one edition and cup in one folder, by the first of them."""
    together: dict[tuple[PurePosixPath, str, str], list[str]] = {}
    for found in files:
        if found.is_football_txt:
            key = PurePosixPath(found.name).parent, str(found.label), found.cup
            together.setdefault(key, []).append(found.name)
    return {names[0]: tuple(names) for names in together.values() if len(names) > 1}
