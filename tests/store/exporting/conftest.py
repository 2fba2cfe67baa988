import csv
from contextlib import closing
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.exporting.export import export


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table of the export in *folder*, by column."""
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def exported(ours_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of our archive; not to be changed."""
    folder = tmp_path_factory.mktemp("exported")
    with closing(Archive(ours_path)) as archive:
        export(archive, folder)
    return folder
