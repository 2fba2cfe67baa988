from collections.abc import AsyncIterator

import pytest

from store.archive.archive import Archive
from tests.handlers.trivia.quizzing import Evening, evening


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    async with evening(ours) as begun:
        yield begun
