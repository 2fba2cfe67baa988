"""Of an edition with very many ties only the last rounds are asked about."""

from contextlib import closing
from pathlib import Path

from store.archive.archive import Archive
from store.importing.importer import import_seeds
from store.trivia.pool import Pool
from store.trivia.proof.check import broken_rules
from tests.store.generate import write_cup


def test_only_its_last_rounds_are_asked_about(tmp_path: Path) -> None:
    write_cup(tmp_path / "seeds", 2, 128)
    import_seeds(tmp_path / "seeds", tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as archive:
        edition = archive.edition(archive.latest)
        pool = Pool(archive)
        ties = [question.tie for question in pool.of_group(edition.label) if question.tie]
        assert {tie.round for tie in ties} == set(edition.rounds[-5:])
        assert len(edition.ties_of(edition.rounds[-5])) == 16
        assert list(broken_rules(archive, pool)) == []
