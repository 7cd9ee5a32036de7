"""Which line was dialled: number, company, queue, and how the company greets. Kept in the process.

The numbers are forgotten at a NOTIFY and never older than ten seconds. Greetings stand in the companies' schemas, so
each is read when it is first needed and kept for ten seconds.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from cc_saas.lib.livemap import MAX_AGE, LiveMap
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow.types import Line
from telephony.numbers.models import Number
from telephony.numbers.selectors import centre_down
from telephony.numbers.types import LINES
from telephony.queues.models import Queue
from telephony.queues.types import DEFAULT_QUEUE
from tenants.directory.hours import AROUND_THE_CLOCK, Hours, HoursInvalid
from tenants.directory.hours import read as read_hours
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge
from tenants.knowledge.types import Words

CHANNEL = LINES

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


def queue_name(*, line: Line, queue_id: int | None) -> str:
    """Return the name of one of the company's queues; of none that is there, the name of the line's own."""
    return next((name for pk, name in line.queues.values() if pk == queue_id), line.queue_name)


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
    queues: dict[int, dict[str, Queue]] = defaultdict(dict)
    for queue in Queue.objects.filter(deleted_at=None):
        queues[queue.tenant_id][queue.code] = queue
    numbers = Number.objects.filter(is_active=True).select_related("tenant")
    is_down = centre_down() is not None
    return {
        number.e164: _line(number, queues[number.tenant_id], is_down=is_down)
        for number in numbers
        if DEFAULT_QUEUE in queues[number.tenant_id]
    }


def _line(number: Number, queues: Mapping[str, Queue], *, is_down: bool) -> Line:
    company = number.tenant
    queue = next((one for one in queues.values() if one.pk == number.queue_id), queues[DEFAULT_QUEUE])
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
        flow_id=number.flow_id,
        queues={code: (one.pk, one.name) for code, one in queues.items()},
        zone=ZoneInfo(company.timezone),
        hours=_hours(company.hours),
        is_down=is_down,
    )


def hours_of(company: Tenant) -> Hours:
    """Return when a company is open."""
    return _hours(company.hours)


def _hours(kept: object) -> Hours:
    """What was checked when it was written; should it be no hours after all, the company is open."""
    try:
        return read_hours(kept)
    except HoursInvalid:
        return AROUND_THE_CLOCK


_lines: LiveMap[str, Line] = LiveMap(channel=CHANNEL, load=_load)
