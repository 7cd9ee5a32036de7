"""Python's garbage collector, which the settings turn off for as long as everything is imported."""

import gc


def collector_on() -> None:
    """Leave alone for good what was imported, and collect from now on."""
    gc.freeze()
    gc.enable()
