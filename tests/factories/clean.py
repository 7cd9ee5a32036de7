"""An empty stage without a new database: what calls leave behind is removed, the cast stays."""

from collections.abc import Iterable

from django.db import connection

from cc_saas.lib.livemap import forget_all
from telephony.callflow import lines
from tests.factories.cast import Company

SHARED = (
    "calls_call, calls_instruction, webhooks_receipt, presence_operatorstatechange, billing_usagerecord, "
    "queues_queueskill, queues_queuechange, dialing_dial, dialing_dialrules, waits_wait, presence_note, "
    "callbacks_terms, roster_group, roster_preference, "
    "routing_served, routing_tally, routing_pace, "
    "terms_serviceterms, terms_wall, terms_notice, leases_dutylease, "
    "crisis_plan, crisis_crisis"
)

PLAIN_QUEUE = (
    "is_urgent = false, priority = 0, group_ids = '{}', languages = '{}', max_size = NULL, max_wait_time = NULL, "
    "heard = 'RINGING', tells_wait = true, wrap_up_mode = 'TIMED', wrap_up_time = 30, "
    "auto_answer = false, own_first_time = NULL, rings = '[]', overflow = '[]', deleted_at = NULL"
)


def forget_calls(*, companies: Iterable[Company]) -> None:
    """Nobody calls, nobody is on duty, and no map of this process remembers anything."""
    kept = ("records_callrecord", "reports_intervalfact")
    records = [f"{company.tenant.schema_name}.{table}" for company in companies for table in kept]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join([SHARED, *records])} CASCADE")
        cursor.execute("DELETE FROM presence_operatorstate")
        cursor.execute("UPDATE roster_operator SET home_id = NULL WHERE home_id IS NOT NULL")
        cursor.execute("DELETE FROM queues_queue WHERE code <> 'general'")
        cursor.execute("UPDATE queues_queue SET " + PLAIN_QUEUE)
    forget_all()
    lines.forget_greetings()
