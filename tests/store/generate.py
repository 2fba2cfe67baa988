"""Cups made up for tests: knock-outs of any size, the same for the same seed."""

import random
from pathlib import Path

ROUNDS = {2: "Final", 4: "Semi-finals", 8: "Quarter-finals"}


def edition_text(year: int, clubs: int, rng: random.Random, names: str = "Club {}") -> str:
    """A season file with *clubs* clubs, a power of two, every tie with scorers."""
    lines = [f"= {year} Made-up Cup =", "", "Infobox", f"- Num Teams: {clubs}", ""]
    left = [names.format(number) for number in range(clubs)]
    rng.shuffle(left)
    number = 1
    while len(left) > 1:
        lines.append(f"=={ROUNDS.get(len(left), f'Round {number}')}==")
        through = []
        for home, away in zip(left[::2], left[1::2], strict=True):
            goals = [rng.randint(0, 4), rng.randint(0, 4)]
            lines.append(f"{rng.randint(1, 28)} May {year}")
            level = goals[0] == goals[1]
            lines.append(f"{home} {goals[0]}-{goals[1]}{' (a.e.t., 5-4 p)' if level else ''} {away}")
            for club, scored in ((home, goals[0]), (away, goals[1])):
                if scored:
                    men = rng.choices(("Abaev", "Bekov", "Chernov"), k=scored)
                    scorers = ", ".join(f"{name} {rng.randint(1, 90)}'" for name in men)
                    lines.append(f"  {club}: {scorers}")
            through.append(home if level or goals[0] > goals[1] else away)
        left = through
        number += 1
    return "\n".join(lines) + "\n"


def write_cup(folder: Path, editions: int, clubs: int, names: str = "Club {}") -> None:
    """*editions* files from 1901 on in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(editions * clubs)
    for year in range(1901, 1901 + editions):
        (folder / f"{year}.txt").write_text(edition_text(year, clubs, rng, names), "utf-8")
