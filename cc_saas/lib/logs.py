"""Every log line is one JSON object that names the call it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from logging import Filter, LogRecord

_call_id: ContextVar[str | None] = ContextVar("cc_call_id", default=None)


@contextmanager
def about_call(call_id: object) -> Iterator[None]:
    """Every line logged inside the block carries this call's id; nests."""
    token = _call_id.set(str(call_id))
    try:
        yield
    finally:
        _call_id.reset(token)


def note_call(call_id: object) -> None:
    """The same until the running request or task ends, where no block can be opened (a door that learns it late)."""
    _call_id.set(str(call_id))


class CallFilter(Filter):
    """Adds `call_id`, unless the line brings its own."""

    def filter(self, record: LogRecord) -> bool:
        if not hasattr(record, "call_id"):
            record.call_id = _call_id.get()
        return True
