"""An empty stage without a new database: what calls leave behind is removed, the cast stays."""

from collections.abc import Iterable
from functools import cache

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from cc_saas.lib.livemap import forget_all
from telephony.callflow import lines
from tests.factories.cast import Company

SHARED = (
    "calls_call, calls_instruction, webhooks_receipt, presence_operatorstatechange, billing_usagerecord, "
    "queues_queueskill, queues_queuechange, dialing_dial, dialing_dialrules, waits_wait, presence_note, "
    "callbacks_terms, roster_group, roster_preference, "
    "routing_served, routing_tally, routing_pace, "
    "terms_serviceterms, terms_wall, terms_notice, leases_dutylease, "
    "crisis_plan, crisis_crisis, crisis_code, crisis_codepass"
)

PLAIN_QUEUE = (
    "is_urgent = false, priority = 0, group_ids = '{}', languages = '{}', max_size = NULL, max_wait_time = NULL, "
    "heard = 'RINGING', tells_wait = true, wrap_up_mode = 'TIMED', wrap_up_time = 30, "
    "auto_answer = false, own_first_time = NULL, rings = '[]', overflow = '[]', deleted_at = NULL"
)


WITH_DEPENDENTS = """
WITH RECURSIVE emptied(table_id) AS (
    SELECT unnest(%s::regclass[])::oid
    UNION SELECT conrelid FROM pg_constraint JOIN emptied ON confrelid = table_id WHERE contype = 'f'
)
SELECT table_id::regclass::text FROM emptied
"""
GROWN = (
    "SELECT coalesce(bool_or(pg_relation_size(name::regclass) > %s), false) FROM unnest(%s::text[]) AS name"
)
MOST_BYTES = 1_000_000
"""Nothing is vacuumed in a test run: from here on the dead rows cost more than a TRUNCATE."""


def forget_calls(*, companies: Iterable[Company]) -> None:
    """Nobody calls, nobody is on duty, and no map of this process remembers anything."""
    kept = ("records_callrecord", "reports_intervalfact")
    records = [f"{company.tenant.schema_name}.{table}" for company in companies for table in kept]
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor, _with_dependents(",".join([SHARED.replace(" ", ""), *records])))
        cursor.execute("DELETE FROM presence_operatorstate")
        cursor.execute("UPDATE roster_operator SET home_id = NULL WHERE home_id IS NOT NULL")
        cursor.execute("DELETE FROM queues_queue WHERE code <> 'general'")
        cursor.execute("UPDATE queues_queue SET " + PLAIN_QUEUE)
    forget_all()
    lines.forget_greetings()


def _empty(cursor: CursorWrapper, tables: list[str]) -> None:
    """A TRUNCATE makes new files for each table and each index; most of these hold a few rows, or none.

    The lock waits for whoever still writes, as TRUNCATE would. Foreign keys are deferred, so no order is needed.
    """
    cursor.execute(GROWN, [MOST_BYTES, tables])
    if cursor.fetchone()[0]:
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        return
    deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
    cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE; {deletes}")


@cache
def _with_dependents(names: str) -> list[str]:
    """These tables and whatever refers to them."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_DEPENDENTS, [names.split(",")])
        return [row[0] for row in cursor.fetchall()]
