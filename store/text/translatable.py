"""Marks on texts that are translated where they are shown, for the tools that collect them."""


def N_(message: str) -> str:
    """*message* as it stands."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """The words for one and for many, as they stand."""
    return one, many
