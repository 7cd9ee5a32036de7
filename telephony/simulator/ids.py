"""Sids: two letters and 32 hexadecimal digits, from a generator that a seed makes repeatable."""

import random
import uuid


class Sids:
    """The mint of identifiers."""

    def __init__(self, seed: int | None = None) -> None:
        """With a seed the same sids come in the same order."""
        self._random = random.Random(seed)

    def new(self, prefix: str) -> str:
        """A new sid, e.g. new("CA")."""
        return f"{prefix}{self._random.getrandbits(128):032x}"

    def token(self) -> str:
        """A UUID for I-Twilio-Idempotency-Token."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def chance(self) -> float:
        """A number in [0, 1)."""
        return self._random.random()
