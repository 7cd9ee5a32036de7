"""Choices of a model from the StrEnum of its room's types.py."""

from enum import StrEnum


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Value and label of each member; the label is the value in words, for forms of staff only."""
    return [(member.value, member.value.replace("_", " ").capitalize()) for member in enum]


def longest(enum: type[StrEnum]) -> int:
    """Length of the longest value: a column's width is at least this."""
    return max(len(member.value) for member in enum)
