"""What the floor shows, as sections of rows by key: a snapshot is all of them, a frame those that changed."""

from typing import Any

Section = dict[str, Any]
Sections = dict[str, Section]

FRAME_TIME = 0.25
"""Seconds between two frames: four a second, whatever happens on the floor."""

COUNT_TIME = 5.0
"""Seconds between two counts of what is over: waits, levels, lines, coverage."""

RECENT_TIME = 1800
"""Seconds that "now" means for the service level."""

LINES_TIME = 4 * 3600
"""Seconds that the lines go back."""


def changes(*, before: Sections, after: Sections) -> dict[str, Any]:
    """Return the rows of `after` that are new or different, and the keys that are gone; {} where nothing is."""
    new = {name: _new(before.get(name, {}), section) for name, section in after.items()}
    gone = {
        name: [key for key in section if key not in after.get(name, {})] for name, section in before.items()
    }
    found = {"new": {k: v for k, v in new.items() if v}, "gone": {k: v for k, v in gone.items() if v}}
    return found if found["new"] or found["gone"] else {}


def _new(before: Section, after: Section) -> Section:
    # Most rows are the very objects of the last time.
    return {key: row for key, row in after.items() if (old := before.get(key)) is not row and old != row}
