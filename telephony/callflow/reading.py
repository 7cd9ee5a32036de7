"""The operator reads the company's answers, during a call of that company and at no other time."""

from datetime import datetime

from django.db import transaction

from campaigns.records import services as records
from campaigns.records.types import EventKind
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import facts
from telephony.callflow.types import CallNoted
from telephony.calls.models import Call
from tenants.knowledge import selectors as knowledge
from tenants.knowledge import services as knowledge_write
from tenants.knowledge.types import Answer, Tree


def questions(*, call: Call) -> Tree:
    """Return what callers of this company ask, by group."""
    with in_tenant(call.tenant):
        return knowledge.tree()


@transaction.atomic
def answer(*, call: Call, question_id: int, now: datetime) -> Answer:
    """Return an answer; that it was read is written into the call's timeline. Raises QuestionUnknown."""
    with in_tenant(call.tenant):
        found = knowledge.answer(question_id=question_id)
        knowledge_write.count_read(question_id=question_id)
        records.add_event(
            call_id=call.pk, kind=EventKind.QUESTION_READ, at=now,
            actor=call.operator.name if call.operator else "", question=found["title"], question_id=question_id,
        )  # fmt: skip
    if call.operator_id is not None:
        facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallNoted, call=call)
    return found
