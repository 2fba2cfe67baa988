"""A multimap from keys of names to ids."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """A multimap from keys to ids, which are in the order in which a choice lists them."""

    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, owner: str) -> None:
        """Add *owner* to the ids of *key*, unless the key is empty."""
        owners = self.ids.get(key)
        if owners is None:
            if key:
                self.ids[key] = (owner,)
        elif owner not in owners:
            self.ids[key] = (*owners, owner)

    def get(self, key: str) -> tuple[str, ...]:
        """The ids of *key*, empty when it is unknown."""
        return self.ids.get(key, ())
