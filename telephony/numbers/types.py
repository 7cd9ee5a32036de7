"""Words of numbers."""

LINES = "lines"
"""The channel on which everybody who keeps numbers in memory is told to read them anew."""
