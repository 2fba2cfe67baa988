"""Cups made up for tests: knock-outs of any size, the same for the same seed."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from store.seedfiles.season_txt.lines import MONTHS

ROUNDS = {2: "Final", 4: "Semi-finals", 8: "Quarter-finals"}
FIRST_YEAR = 1001
SYLLABLES = ("ab", "er", "im", "os", "ul", "ka", "ne", "ri", "to", "zhu")


def squad(year: int) -> list[str]:
    """The eight men who score for any club in a decade."""
    digits = [int(digit) for digit in f"{year // 10:03}"]
    beginning = "".join(SYLLABLES[digit] for digit in digits).capitalize()
    return [beginning + ending for ending in ("aev", "bek", "chuk", "din", "enko", "in", "ov", "ski")]


def edition_text(year: int, entrants: Sequence[str], rng: random.Random) -> str:
    """A season file of *entrants*, some of whom enter a round later when they are no power of two.

    Every tie has a date and scorers.
    """
    lines = [f"= {year} Made-up Cup =", "", "Infobox", f"- Num Teams: {len(entrants)}"]
    lines += [f"- Prev Season: {year - 1}", f"- Next Season: {year + 1}", ""]
    if year == FIRST_YEAR:
        lines.remove(f"- Prev Season: {year - 1}")
    left = list(entrants)
    rng.shuffle(left)
    number = 1
    while len(left) > 1:
        lines.append(f"=={ROUNDS.get(len(left), f'Round {number}')}==")
        byes = 2 ** (len(left) - 1).bit_length() - len(left)
        left, playing = left[:byes], left[byes:]
        for home, away in zip(playing[::2], playing[1::2], strict=True):
            goals = [rng.randint(0, 4), rng.randint(0, 4)]
            lines.append(f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {year}")
            level = goals[0] == goals[1]
            lines.append(f"{home} {goals[0]}-{goals[1]}{' (a.e.t., 5-4 p)' if level else ''} {away}")
            for club, scored in ((home, goals[0]), (away, goals[1])):
                if scored:
                    men = rng.choices(squad(year), k=scored)
                    scorers = ", ".join(f"{name} {rng.randint(1, 90)}'" for name in men)
                    lines.append(f"  {club}: {scorers}")
            left.append(home if level or goals[0] > goals[1] else away)
        number += 1
    return "\n".join(lines) + "\n"


def club_name(number: int) -> str:
    """A name of its own for each of a thousand clubs."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number * 7 % 1000:03}").capitalize()


def write_cup(
    folder: Path, editions: int, clubs: int, names: Callable[[int], str] = club_name, pool: int = 0
) -> None:
    """*editions* files in *folder*, each of *clubs* clubs out of a *pool* of at least as many."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(editions * clubs)
    everybody = [names(number) for number in range(max(pool, clubs))]
    for year in range(FIRST_YEAR, FIRST_YEAR + editions):
        text = edition_text(year, rng.sample(everybody, clubs), rng)
        (folder / f"{year}.txt").write_text(text, "utf-8")


TOWNS = (
    "Ash",
    "Birch",
    "Cray",
    "Dun",
    "Elm",
    "Fern",
    "Gold",
    "Hart",
    "Ivy",
    "Kings",
    "Lang",
    "Mel",
    "Nor",
    "Oak",
    "Pen",
)
ENDS = (
    "bury",
    "by",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "ley",
    "mouth",
    "over",
    "pool",
    "stead",
    "ton",
    "wick",
    "worth",
)
KINDS = (
    "",
    " Town",
    " United",
    " City",
    " Rovers",
    " Athletic",
    " Wanderers",
    " Albion",
    " Rangers",
    " County",
)
FORENAMES = (
    "Alan",
    "Bert",
    "Cyril",
    "Dave",
    "Eric",
    "Fred",
    "Gary",
    "Harry",
    "Ivan",
    "Jack",
    "Ken",
    "Len",
    "Mick",
    "Ned",
)


def old_club(number: int) -> str:
    """A name of its own for each of 3,300 clubs, ten of each town."""
    town, kind = divmod(number, len(KINDS))
    first, end = divmod(town, len(ENDS))
    second = TOWNS[first // len(TOWNS)].lower() if first >= len(TOWNS) else ""
    return f"{TOWNS[first % len(TOWNS)]}{second}{ENDS[end]}{KINDS[kind]}"


def old_player(number: int) -> str:
    """A name of its own for each of 30,000 players."""
    surname, forename = divmod(number, len(FORENAMES))
    digits = [int(digit) for digit in f"{surname:04}"]
    return f"{FORENAMES[forename]} {''.join(SYLLABLES[digit] for digit in digits).capitalize()}"


def write_old_cup(
    folder: Path, editions: int = 140, clubs: int = 3_000, players: int = 20_000, matches: int = 100_000
) -> None:
    """The files of a cup such as England's: *editions* of one match a tie and replays, some *matches* of
    *clubs* in all, with dates, scorers, and half of the time a ground and an attendance. Each of *players*
    scores for one club."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(editions)
    names = [old_club(number) for number in range(clubs)]
    scorers: dict[str, list[str]] = {name: [] for name in names}
    for number in range(players):
        scorers[names[number % clubs]].append(old_player(number))
    entrants = matches * 9 // 10 // editions
    for year in range(1872, 1872 + editions):
        text = _old_edition(year, rng.sample(names, entrants), scorers, rng)
        (folder / f"{year}.txt").write_text(text, "utf-8")


def _old_edition(year: int, entrants: list[str], scorers: Mapping[str, list[str]], rng: random.Random) -> str:
    lines = [f"= {year} Old Cup =", "", "Infobox", f"- Num Teams: {len(entrants)}"]
    left, number = entrants, 1
    while len(left) > 1:
        lines += ["", f"=={ROUNDS.get(len(left), f'Round {number}')}=="]
        byes = 2 ** (len(left) - 1).bit_length() - len(left)
        left, playing = left[:byes], left[byes:]
        for home, away in zip(playing[::2], playing[1::2], strict=True):
            if rng.random() < 1 / 9:
                lines += _old_match(away, home, (1, 1), year, scorers, rng)
            goals = rng.choice(((1, 0), (2, 0), (2, 1), (3, 1), (4, 2)))
            if rng.random() > (0.7 if scorers[home] < scorers[away] else 0.3):  # who is strong
                goals = goals[1], goals[0]
            lines += _old_match(home, away, goals, year, scorers, rng)
            left.append(home if goals[0] > goals[1] else away)
        number += 1
    return "\n".join(lines) + "\n"


def _old_match(
    home: str,
    away: str,
    goals: tuple[int, int],
    year: int,
    scorers: Mapping[str, list[str]],
    rng: random.Random,
) -> list[str]:
    lines = [f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {year}", f"{home} {goals[0]}-{goals[1]} {away}"]
    for club, scored in zip((home, away), goals, strict=True):
        if scored:
            names = rng.choices(scorers[club], k=scored)
            lines.append(f"  {club}: " + ", ".join(f"{name} {rng.randint(1, 90)}'" for name in names))
    if rng.random() < 1 / 2:
        lines += [f"  Venue: {home} Ground", f"  Attendance: {rng.randint(100, 40_000)}"]
    return lines
