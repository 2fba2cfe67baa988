"""Markers for message extraction (gettext): texts that are translated later, where they are shown."""


def N_(message: str) -> str:
    """*message* unchanged, marked for translation."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """The singular and the plural message unchanged, marked for translation."""
    return one, many
