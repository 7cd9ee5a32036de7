"""The operators as a floor's publisher knows them: of hundreds only those are read whose rows have changed."""

from telephony.floor import selectors
from telephony.floor.types import Section


class Following:
    """What was read last, with the version of each row."""

    def __init__(self) -> None:
        self._versions: dict[str, str] = {}
        self._rows: Section = {}

    def read(self) -> Section:
        """Return every operator who is not offline, by her id. What changes between the two statements comes next time."""
        versions = selectors.versions()
        changed = [key for key, version in versions.items() if self._versions.get(key) != version]
        known = {**self._rows, **selectors.operators(ids=changed)} if changed else self._rows
        self._rows = {key: known[key] for key in versions if key in known}
        self._versions = {key: versions[key] for key in self._rows}
        return self._rows
