"""Cups made up for tests: knock-outs of any size, the same for the same seed."""

import random
from collections.abc import Callable, Sequence
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
