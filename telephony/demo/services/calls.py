"""A week of past calls, written as a real week would have been."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from campaigns.dispositions import selectors as dispositions
from campaigns.records import selectors, services
from campaigns.records.types import Direction, Outcome
from campaigns.reports import services as reports
from cc_saas.lib import sound, speech
from cc_saas.lib.tenancy import in_tenant
from telephony.demo import history, timeline
from telephony.demo.history import Answerer, PastCall
from telephony.demo.types import Company
from telephony.queues.selectors import default_queue
from tenants.billing.services import meter
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge
from tenants.knowledge import services as knowledge_services


def load_calls(*, company: Company, tenant: Tenant, answerers: Sequence[Answerer], now: datetime) -> None:
    """Give the company the calls of the last seven days, unless it has any call."""
    queue = default_queue(tenant_id=tenant.pk).name
    with in_tenant(tenant):
        if selectors.any_call():
            return
        past = history.past_calls(company=company, answerers=answerers, now=now)
        labels = {choice["code"]: choice["label"] for choice in dispositions.choices()}
        for call in past:
            _load_call(call, company=company, queue=queue, labels=labels)
        _count_reads(past, company=company)
        _load_messages(past, company=company)
        for call in past:
            _meter(call, tenant_id=tenant.pk)
        reports.fold_all()


def _load_call(call: PastCall, *, company: Company, queue: str, labels: dict[str, str]) -> None:
    services.open_record(
        call_id=call.id,
        direction=Direction.INBOUND,
        caller=call.caller,
        called=company.number,
        language=company.language,
        line=company.name,
        now=call.started_at,
        queue_name=queue,
    )
    titles = {entry.key: entry.title for entry in company.entries}
    services.add_events(
        timeline.events(call=call, company=company, queue=queue, titles=titles, labels=labels)
    )
    _finish(call, queue=queue, labels=labels)


def _finish(call: PastCall, *, queue: str, labels: dict[str, str]) -> None:
    if call.answerer:
        services.answer(
            call_id=call.id,
            operator_id=call.answerer.id,
            operator_name=call.answerer.name,
            queue_name=queue,
            wait_time=call.lengths.wait_time,
            ring_time=call.lengths.ring_time,
            now=call.answered_at,
        )
    services.finish(
        call_id=call.id,
        outcome=call.outcome,
        now=call.ended_at,
        wait_time=call.lengths.wait_time,
        ring_time=call.lengths.ring_time,
        talk_time=call.lengths.talk_time,
        hold_time=call.lengths.hold_time,
    )
    chosen = (call.remark.disposition, labels.get(call.remark.disposition, "")) if call.remark else None
    note = call.remark.note if call.remark else None
    services.close(
        call_id=call.id,
        now=call.closed_at,
        wrap_up_time=call.lengths.wrap_up_time,
        disposition=chosen,
        note=note,
    )


def _count_reads(past: Sequence[PastCall], *, company: Company) -> None:
    ids = {link["title"]: link["id"] for group in knowledge.tree()["groups"] for link in group["questions"]}
    read = Counter(key for call in past if call.remark for key in call.remark.read)
    for entry in company.entries:
        if read[entry.key] and entry.title in ids:
            knowledge_services.count_read(question_id=ids[entry.title], times=read[entry.key])


def _load_messages(past: Sequence[PastCall], *, company: Company) -> None:
    """Let every voicemail of the week be heard; on a machine that cannot speak they count as lost."""
    left = [call for call in past if call.outcome is Outcome.VOICEMAIL]
    try:
        message = speech.synthesise(text=company.message, language=company.language)
    except speech.SpeechUnavailable:
        message = b""
    for call in left:
        sid = "RE" + hashlib.md5(call.id.bytes, usedforsecurity=False).hexdigest()
        services.leave_voicemail(
            call_id=call.id, recording_sid=sid, duration=_seconds(message), now=call.ended_at
        )
        if message:
            services.store_voicemail(recording_sid=sid, content=message, now=call.ended_at)
        else:
            services.lose_voicemail(recording_sid=sid)


def _seconds(content: bytes) -> int:
    return round(sound.playing_time(content)) if content else 0


def _meter(call: PastCall, *, tenant_id: int) -> None:
    meter(
        call_id=call.id,
        tenant_id=tenant_id,
        operator_id=call.answerer.id if call.answerer else None,
        started_at=call.started_at,
        outcome=call.outcome,
        queue_time=call.lengths.wait_time - call.lengths.ring_time,
        ring_time=call.lengths.ring_time,
        talk_time=call.lengths.talk_time,
        hold_time=call.lengths.hold_time,
        wrap_up_time=call.lengths.wrap_up_time,
    )
