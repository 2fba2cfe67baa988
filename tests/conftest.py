from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import settings

from store.archive.archive import Archive
from store.importing.importer import import_seeds
from store.seedfiles.folder import SHARED

# The same examples every time, and no deadline on a busy machine.
settings.register_profile("kubok", derandomize=True, database=None, deadline=None, max_examples=100)
settings.load_profile("kubok")


@pytest.fixture(scope="session")
def ours_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the seeds that come with the package; not to be written to."""
    path = tmp_path_factory.mktemp("ours") / "archive.db"
    import_seeds(Path(str(resources.files("seeds"))), path)
    return path


@pytest.fixture(scope="session")
def early_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first two editions, which are known whole, with what stands beside them; not to be changed."""
    folder = tmp_path_factory.mktemp("early")
    seeds = Path(str(resources.files("seeds")))
    for name in ("1992.txt", "1993.txt", *SHARED):
        (folder / name).write_bytes((seeds / name).read_bytes())
    return folder


@pytest.fixture(scope="session")
def early_path(early_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of these two; not to be written to."""
    path = tmp_path_factory.mktemp("early-archive") / "archive.db"
    import_seeds(early_seeds, path)
    return path


@pytest.fixture(scope="session")
def early(early_path: Path) -> Iterator[Archive]:
    """That archive, opened."""
    with closing(Archive(early_path)) as archive:
        yield archive


@pytest.fixture(scope="session")
def ours(ours_path: Path) -> Iterator[Archive]:
    """That archive, opened."""
    with closing(Archive(ours_path)) as archive:
        yield archive
