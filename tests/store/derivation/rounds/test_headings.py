"""Headings of rounds in the languages that cup files are written in."""

import pytest

from store.cup.rounds import RoundKind
from store.derivation.rounds.headings import read_heading

K = RoundKind


@pytest.mark.parametrize(
    "heading",
    [
        *("Third place", "Third place play-off", "Third-place match", "Match for third place"),
        *("3rd place match", "Play-off for third place", "Bronze final", "Small final"),
        *("Матч за третье место", "Матч за 3-е место", "Матч за 3 место"),
        *("Үшінші орын үшін матч", "3-орын үшін ойын", "Spiel um Platz 3", "Spiel um den dritten Platz"),
        *("Match pour la troisième place", "Petite finale", "Partido por el tercer puesto"),
        *("Tercer lugar", "Finale per il terzo posto", "Finale 3º posto"),
    ],
)
def test_third_place_in_seven_languages(heading: str) -> None:
    found = read_heading(heading)
    assert (found.code, found.kind) == ("3P", K.PLACEMENT)


@pytest.mark.parametrize(
    ("heading", "base", "code", "kind", "leg", "replay"),
    [
        ("Final, first leg", "Final", "F", K.KNOCK_OUT, 1, False),
        ("Final (2nd leg)", "Final", "F", K.KNOCK_OUT, 2, False),
        ("Semi-finals. Return matches", "Semi-finals", "SF", K.KNOCK_OUT, 2, False),
        ("First leg", "", None, K.KNOCK_OUT, 1, False),
        ("Полуфиналы, ответные матчи", "Полуфиналы", "SF", K.KNOCK_OUT, 2, False),
        ("Жартылай финал, қарымта ойын", "Жартылай финал", "SF", K.KNOCK_OUT, 2, False),
        ("Halbfinale, Rückspiele", "Halbfinale", "SF", K.KNOCK_OUT, 2, False),
        ("Quarts de finale, matchs aller", "Quarts de finale", "QF", K.KNOCK_OUT, 1, False),
        ("Cuartos de final, vuelta", "Cuartos de final", "QF", K.KNOCK_OUT, 2, False),
        ("Ottavi di finale, andata", "Ottavi di finale", "R16", K.KNOCK_OUT, 1, False),
        ("Final replay", "Final", "F", K.KNOCK_OUT, 0, True),
        ("Quarter-finals, Replays", "Quarter-finals", "QF", K.KNOCK_OUT, 0, True),
        ("Финал, переигровка", "Финал", "F", K.KNOCK_OUT, 0, True),
        ("Finals, Round of 16", "Round of 16", "R16", K.KNOCK_OUT, 0, False),
        ("Path A, Final", "Path A, Final", None, K.KNOCK_OUT, 0, False),
        ("1. Round", "1. Round", "R1", K.KNOCK_OUT, 0, False),
        ("Group A", "Group A", "GA", K.GROUP, 0, False),
        ("А тобы", "А тобы", "GA", K.GROUP, 0, False),
        ("Группа B", "Группа B", "GB", K.GROUP, 0, False),
        ("Girone 2", "Girone 2", "G2", K.GROUP, 0, False),
        ("Group stage", "Group stage", "G", K.GROUP, 0, False),
        ("Group 2 Play-off", "Group 2 Play-off", "PL", K.PLACEMENT, 0, False),
        ("Match for 7th place", "Match for 7th place", "PL", K.PLACEMENT, 0, False),
        ("League phase", "League phase", "LP", K.LEAGUE_PHASE, 0, False),
        ("Финальная группа", "Финальная группа", "FG", K.FINAL_GROUP, 0, False),
        ("Replay of the century", "Replay of the century", None, K.KNOCK_OUT, 0, False),
        ("Groupama Round", "Groupama Round", None, K.KNOCK_OUT, 0, False),
    ],
)
def test_headings(heading: str, base: str, code: str | None, kind: K, leg: int, replay: bool) -> None:
    found = read_heading(heading)
    assert (found.base, found.code, found.kind, found.leg, found.replay) == (base, code, kind, leg, replay)
