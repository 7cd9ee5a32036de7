"""Stage 6: the caller's line has ended, in whatever stage it was. An abandoned call is not a special path."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.records import services as records
from campaigns.records.types import EventKind, Outcome
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import (
    against_terms,
    callback_again,
    closing,
    history,
    listening,
    settling,
    withdrawing,
    wrap_up,
)
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import LIVE, WITH_OPERATOR, CallState, Direction
from telephony.queues import services as queues


@transaction.atomic
def line_ended(
    *, call_id: UUID, now: datetime, by: str = "CALLER", outcome: Outcome | None = None, reason: str = ""
) -> None:
    """The caller's line is over. Told once or ten times, by whatever callback comes first, the end is the same.

    `outcome` is what came of it where the state does not tell. A promised call that reached nobody is tried again.
    """
    before = calls_read.lock(call_id=call_id)
    if before is None or before.state == CallState.ENDED:
        return
    if outcome is None and callback_again.comes_again(call=before, reason=reason, now=now):
        return
    call = calls.move(
        call_id=call_id, to=CallState.ENDED, sources=LIVE, ended_at=now, talk_since=None, hold_since=None,
        talk_time=before.talk_time + history.seconds(before.talk_since, now),
        hold_time=before.hold_time + history.seconds(before.hold_since, now),
    )  # fmt: skip
    if call is None:
        return
    # The place first: a router that is offering it at this instant is waited for, and its offer is seen then.
    queues.leave(call_id=call_id)
    withdrawing.cancel(call=call, now=now)
    _finish_record(before, call, by, outcome, now)
    if outcome is None:  # whoever asked for a callback has not given up
        against_terms.ended(before=before, now=now)
        settling.settle_unanswered(before=before, now=now)
    listening.end_all(call=call, now=now)
    for leg in calls_read.open_legs(call_id=call_id):
        withdrawing.end_leg(call_id=call_id, leg=leg, now=now)
    if before.state in WITH_OPERATOR | {CallState.RECOVERING}:
        wrap_up.begin(call=call, now=now)
    closing.close_if_done(call_id=call_id, now=now)


def outcome_of(*, before: Call) -> Outcome:
    """Return what came of a call whose line ended in this state; asked inside its company.

    A message that is found later makes MISSED a VOICEMAIL.
    """
    if before.answered_at is not None:
        return Outcome.ANSWERED
    if before.direction == Direction.OUTBOUND:
        return Outcome.MISSED
    if before.state == CallState.MENU:
        return Outcome.MENU
    if before.state == CallState.TRANSFERRED:
        return Outcome.FORWARDED
    if before.state != CallState.VOICEMAIL:
        return Outcome.ABANDONED
    return Outcome.VOICEMAIL if records.has_voicemail(call_id=before.pk) else Outcome.MISSED


def _finish_record(before: Call, call: Call, by: str, outcome: Outcome | None, now: datetime) -> None:
    with in_tenant(call.tenant):
        records.finish(
            call_id=call.pk, outcome=outcome or outcome_of(before=before), now=now,
            wait_time=round(history.seconds(call.queued_at, call.answered_at or now)),
            ring_time=round(call.ring_time), talk_time=round(call.talk_time), hold_time=round(call.hold_time),
        )  # fmt: skip
        actor = before.operator.name if by == "OPERATOR" and before.operator else ""
        records.add_event(call_id=call.pk, kind=EventKind.HUNG_UP, at=now, actor=actor, by=by)
