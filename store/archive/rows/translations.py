"""The table of translations of the texts of seed files."""

from collections.abc import Iterable
from typing import Any

from store.archive.rows.table import Table, plain
from store.cup.additions import Translation

TRANSLATIONS = Table(
    "translations",
    primary=("document", "text", "language"),
    key=(("document", "TEXT NOT NULL REFERENCES documents ON DELETE CASCADE"),),
    fields=(
        plain("text", "TEXT NOT NULL"),
        plain("language", "TEXT NOT NULL"),
        plain("said", "TEXT NOT NULL"),
    ),
    indexes=("CREATE INDEX translations_by_language ON translations (language)",),
)


def translation_rows(document: str, translations: Iterable[Translation]) -> list[dict[str, Any]]:
    """The rows of the *translations* in a *document*; of two of one text the last."""
    last = {(one.text, one.language): one for one in translations}
    return [TRANSLATIONS.row(one, document=document) for one in last.values()]
