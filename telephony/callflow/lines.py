"""Which line was dialled: number, company, queue, and how the company greets. Kept in the process.

The numbers are forgotten at a NOTIFY and never older than ten seconds. Greetings stand in the companies' schemas, so
each is read when it is first needed and kept for ten seconds.
"""

import time
from collections.abc import Mapping

from cc_saas.lib.livemap import MAX_AGE, LiveMap
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow.types import Line
from telephony.numbers.models import Number
from telephony.queues.models import Queue
from telephony.queues.types import DEFAULT_QUEUE
from tenants.knowledge import selectors as knowledge
from tenants.knowledge.types import Words

CHANNEL = "lines"

_greetings: dict[tuple[str, str], tuple[float, Words | None]] = {}


def line_of(*, called: str) -> Line | None:
    """Return the line with this number, or None for a number of no company."""
    return _lines.get(called)


def all_lines() -> Mapping[str, Line]:
    """Return every line by its number."""
    return _lines.all()


def changed() -> None:
    """Tell every process that numbers or queues have changed."""
    _lines.changed()


def greeting_of(*, schema: str, language: str) -> Words | None:
    """Return how this company greets callers of this language, as it was at most ten seconds ago."""
    key = (schema, language)
    until, words = _greetings.get(key, (0.0, None))
    if time.monotonic() < until:
        return words
    with in_tenant(schema):
        words = knowledge.greeting(language=language)
    _greetings[key] = (time.monotonic() + MAX_AGE, words)
    return words


def forget_greetings() -> None:
    """Read every greeting anew; for the process that has just changed one."""
    _greetings.clear()


def _load() -> dict[str, Line]:
    queues = {queue.tenant_id: queue for queue in Queue.objects.filter(code=DEFAULT_QUEUE)}
    numbers = Number.objects.filter(is_active=True).select_related("tenant")
    return {
        number.e164: _line(number, queues[number.tenant_id])
        for number in numbers
        if number.tenant_id in queues
    }


def _line(number: Number, queue: Queue) -> Line:
    company = number.tenant
    return Line(
        number_id=number.pk,
        e164=number.e164,
        label=number.label,
        tenant_id=company.pk,
        schema=company.schema_name,
        company=company.name,
        language=number.language or company.language,
        queue_id=queue.pk,
        queue_name=queue.name,
    )


_lines: LiveMap[str, Line] = LiveMap(channel=CHANNEL, load=_load)
