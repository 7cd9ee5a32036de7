"""Folding: what closed calls add to their intervals."""

from uuid import UUID

from campaigns.records.types import EventKind, Outcome
from campaigns.reports.types import INTERVAL_TIME, SHORT_ABANDON_TIME, TARGET_TIME
from cc_saas.lib.hot import execute, execute_prepared

# One statement for one call and for all, so that a rebuild gives the same facts. Intervals count from a midnight (UTC).
_FOLD = """
    INSERT INTO reports_intervalfact (
        call_id, starts_at, queue, number, operator_id, operator, direction, outcome,
        wait_time, talk_time, hold_time, wrap_up_time, target_time, short_abandon_time, transfers
    )
    SELECT record.id, date_bin(make_interval(secs => %(interval)s), record.started_at, '2000-01-01 00:00+00'),
        CASE WHEN record.outcome = %(menu)s THEN '' ELSE record.queue_name END, record.called, record.operator_id, record.operator_name, record.direction, record.outcome,
        record.wait_time, record.talk_time, record.hold_time, record.wrap_up_time,
        coalesce(record.target_time, %(target)s), coalesce(record.short_abandon_time, %(short)s),
        (SELECT count(*) FROM records_callevent event WHERE event.record_id = record.id AND event.kind = %(transferred)s)
    FROM records_callrecord record
    WHERE record.closed_at IS NOT NULL AND record.outcome IS NOT NULL AND (%(all)s OR record.id = %(call_id)s)
    ON CONFLICT (call_id) DO UPDATE SET
        starts_at = excluded.starts_at, queue = excluded.queue, number = excluded.number,
        operator_id = excluded.operator_id, operator = excluded.operator, direction = excluded.direction,
        outcome = excluded.outcome, wait_time = excluded.wait_time, talk_time = excluded.talk_time,
        hold_time = excluded.hold_time, wrap_up_time = excluded.wrap_up_time, target_time = excluded.target_time,
        short_abandon_time = excluded.short_abandon_time, transfers = excluded.transfers
"""


def fold(*, call_id: UUID) -> bool:
    """Let a closed call count in the interval of its arrival; folded again, it counts once, as it now is. One statement.

    Returns whether there is such a closed call at the current company.
    """
    return bool(execute_prepared(_FOLD, _params(call_id)))


def fold_all() -> int:
    """Make the facts of all closed calls of the current company again; returns how many there are.

    Facts of calls whose records are no longer kept stay as they are.
    """
    return execute(_FOLD, _params(None))


def _params(call_id: UUID | None) -> dict[str, object]:
    return {
        "interval": INTERVAL_TIME,
        "target": TARGET_TIME,
        "short": SHORT_ABANDON_TIME,
        "transferred": EventKind.TRANSFERRED,
        "menu": Outcome.MENU,  # whoever ended in the menu stood in no queue
        "all": call_id is None,
        "call_id": call_id,
    }
