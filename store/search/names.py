"""What keys of names stand for."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """What keys stand for, in the order in which a choice lists it."""

    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, owner: str) -> None:
        """Let *key*, unless it is empty, stand for *owner* too."""
        owners = self.ids.get(key)
        if owners is None:
            if key:
                self.ids[key] = (owner,)
        elif owner not in owners:
            self.ids[key] = (*owners, owner)

    def get(self, key: str) -> tuple[str, ...]:
        """What *key* stands for."""
        return self.ids.get(key, ())
