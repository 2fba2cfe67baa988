"""Names of clubs in openfootball's ``*.clubs.txt``."""

from store.seedfiles.football_txt.clubs import load_names

TEXT = """\
==================================
=   Lakeland

# a remark
Red Town FC, 1909,  @ Lake Park,   Northport (Old Town)
  | Red Town | Reds [en]     # champs (2)
  | Red Star (1921-1999) | Red Town
 Keisslergasse 3 // 1140 Northport
ii) Red Town FC II
  | Red Town II
== South ==
Blue Town
"""


def test_names() -> None:
    red, second, blue = load_names(TEXT, "la.clubs.txt")
    assert (red.name, red.city, red.founded, red.registered) == ("Red Town FC", "Northport", "1909", False)
    assert [name.name for name in red.names] == ["Red Town", "Reds", "Red Star"]
    assert {name.sources for name in red.names} == {("la.clubs.txt",)}
    assert ([name.name for name in second.names], blue.name, blue.names) == (["Red Town II"], "Blue Town", ())
    assert len({red.id, second.id, blue.id}) == 3
