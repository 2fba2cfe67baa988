import pytest

from store.archive.archive import Archive
from store.search.clubs import ClubIndex
from store.search.found import Certainty
from store.search.pairs import find_two


@pytest.mark.parametrize(
    ("text", "clubs"),
    [
        *[
            (text, ("kairat", "taraz"))
            for text in (
                *("Kairat Fosfor", "Kairat - Fosfor", "kairat-fosfor", "кайрат фосфор", "Кайрат и Фосфор"),
                *("Kairat vs Fosfor", "Kairat v. Fosfor", "Kairat: Fosfor", "кайрат против фосфора"),
                *(
                    "Kairat, Fosfor",
                    "Kairat / Fosfor",
                    "Kairt Fosfr",
                    "rfqhfn ajcajh",
                    "Kairat Almaty Fosfor",
                ),
                *(
                    "Kairat Alma-Ata Fosfor Dzhambul",
                    "«Кайрат» — «Фосфор»",
                    "Kairat and Taraz",
                    "Qairat Taraz",
                ),
            )
        ],
        ("Spartak Semey v Dynamo Almaty", ("spartak-semey", "dynamo-almaty")),
        ("Spartak Semey Dynamo Almaty", ("spartak-semey", "dynamo-almaty")),
        ("SKIF-Ordabasy Gornyak-Atlant", ("ordabasy", "gornyak-atlant")),
        ("Gornyak-Atlant - Uralets-Arma", ("gornyak-atlant", "akzhayik")),
        ("Ust-Kamenogorsk Vostok Irtysh Pavlodar", ("vostok", "irtysh")),
    ],
)
def test_two_clubs(ours: Archive, text: str, clubs: tuple[str, str]) -> None:
    pair = find_two(ClubIndex(ours.clubs(), ours.names_in_editions()), text)
    assert pair is not None
    assert (pair[0].found.one, pair[1].found.one) == clubs


def test_one_of_two_may_have_to_be_asked_for(ours: Archive) -> None:
    pair = find_two(ClubIndex(ours.clubs(), ours.names_in_editions()), "Kairat Gornyak")
    assert pair is not None
    assert [half.text for half in pair] == ["Kairat", "Gornyak"]
    assert [half.found.certainty for half in pair] == [Certainty.EXACT, Certainty.AMBIGUOUS]


@pytest.mark.parametrize("text", ["", "Kairat", "-", "🏆"])
def test_no_two_clubs(ours: Archive, text: str) -> None:
    assert find_two(ClubIndex(ours.clubs(), ours.names_in_editions()), text) is None
