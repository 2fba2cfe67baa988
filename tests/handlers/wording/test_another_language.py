"""A language that nobody has coded for: a folder of its own is all it needs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Final"
msgstr "Finali"

msgid "%(winner)s win the cup."
msgstr "%(winner)s — kubok sohibi."
"""
SEASON = """
= 1990 Town Cup =

Infobox
- Title: Town Cup
- Title (uz): Shahar kubogi

==Final==
1 May 1990
Alpha 2-1 Beta
  Note: Rain.
  Note (uz): Yomgʻir.
"""


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A copy of the packages with a folder for Uzbek."""
    for name in ("bot", "handlers", "store", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "handlers" / "locales" / "uz"
    folder.mkdir()
    settings = (ROOT / "handlers" / "locales" / "en" / "language.toml").read_text("utf-8")
    (folder / "language.toml").write_text(settings.replace("English", "Oʻzbekcha"), "utf-8")
    (folder / "messages.po").write_text(CATALOGUE, "utf-8")
    (tmp_path / "seasons").mkdir()
    (tmp_path / "seasons" / "1990.txt").write_text(SEASON.lstrip(), "utf-8")
    return tmp_path


def ask(packages: Path, question: str, language: str) -> str:
    """The answer of a program that runs from *packages*."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KUBOK", "TELEGRAM"))},
        "KUBOK_LANGUAGE": language,
        "KUBOK_SEEDS": str(packages / "seasons"),
        "KUBOK_DATA": str(packages / "data"),
        "PYTHONPATH": str(packages),
    }
    code = f"from bot.cli import main; main(['ask', {question!r}])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, cwd=packages, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_language_is_a_folder(packages: Path) -> None:
    answer = ask(packages, "/final 1990", "uz")
    assert answer.startswith("🏆 Alpha 2–1 Beta\nShahar kubogi 1990 · Finali\n1 May 1990\n\nYomgʻir.")
    assert "Alpha — kubok sohibi." in answer
    assert "[ Road to the cup ]" in answer  # what is not translated is in English
    assert "[ Oʻzbekcha ]" in ask(packages, "/language", "en")
