"""Reports of imports as the terminal shows them."""

from pathlib import Path

from bot.terminal.report import report_lines
from handlers.wording.texts import Texts
from store.importing.importer import import_seeds

GROUPS = """\
= Cup 1986
▪ Group A
Red 1-0 Blue
  Red: Ash - Birch
  Blue: Cole
Blue 1-1 Gold
  [note]
Red 2-0 Gold
  (Ash 1'; Box 2'; Cole)
"""
FINALS = "= Cup 1986\n▪ Final\nRed 1-0 (2-0) Gold\n"


def test_what_an_import_says(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "cup.txt").write_text(GROUPS, "utf-8")
    (seeds / "cup_finals.txt").write_text(FINALS, "utf-8")
    (seeds / "other.txt").write_text("= League 1986\n▪ Round 1\nA 1-0 B\n", "utf-8")
    assert list(report_lines(import_seeds(seeds, tmp_path / "archive.db", cup="cup"), Texts())) == [
        "cup.txt, cup_finals.txt: edition 1986",
        "  ⚠️ Red against Gold: fewer goals at the end than before. (cup_finals.txt, line 3)",
        "  left out: 2 line-ups, 1 list of goals",
        "left aside: 1 file of other cups",
    ]
    (seeds / "cup_finals.txt").unlink()
    again = list(report_lines(import_seeds(seeds, tmp_path / "archive.db", cup="cup"), Texts()))
    assert again == [
        "cup.txt: edition 1986",
        "  left out: 2 line-ups, 1 list of goals",
        "cup_finals.txt: gone",
        "left aside: 1 file of other cups",
    ]
