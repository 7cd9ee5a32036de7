"""Legs: every call is one leg between the carrier and one party, with its states and status callbacks."""

import asyncio
from collections.abc import Callable
from email.utils import format_datetime

from .call import Call, Silent
from .clock import Clock
from .ids import Sids
from .numbers import country_of
from .types import (
    CallbackPlan,
    CallEvent,
    CallStatus,
    Direction,
    Endpoint,
    Interruption,
    Kind,
)
from .webhooks import Webhooks

API_VERSION = "2010-04-01"
KEPT = 4000
EVENT_STATUS = {
    CallEvent.INITIATED: CallStatus.INITIATED,
    CallEvent.RINGING: CallStatus.RINGING,
    CallEvent.ANSWERED: CallStatus.IN_PROGRESS,
}
SIP_CODES = {
    CallStatus.COMPLETED: 200,
    CallStatus.BUSY: 486,
    CallStatus.NO_ANSWER: 487,
    CallStatus.CANCELED: 487,
    CallStatus.FAILED: 404,
}


class CallUnknown(LookupError):
    """No such call sid."""


class Calls:
    """All legs since the start, and the only place where a leg changes its status."""

    def __init__(self, *, account_sid: str, clock: Clock, sids: Sids, webhooks: Webhooks) -> None:
        """Empty."""
        self._account_sid = account_sid
        self._clock = clock
        self._sids = sids
        self._webhooks = webhooks
        self._calls: dict[str, Call] = {}
        self.listeners: list[Callable[[Call], None]] = []

    def open(
        self,
        *,
        from_: str,
        to: str,
        direction: Direction,
        status: CallStatus,
        parent: Call | None = None,
        plan: CallbackPlan | None = None,
        endpoint: Endpoint | None = None,
    ) -> Call:
        """A new leg."""
        call = Call(
            sid=self._sids.new("CA"),
            from_=from_,
            to=to,
            direction=direction,
            created_at=self._clock.now(),
            status=status,
            parent_sid=parent.sid if parent else None,
            plan=plan,
            endpoint=endpoint or Silent(),
        )
        self._calls[call.sid] = call
        self._prune()
        return call

    def get(self, sid: str) -> Call:
        """By sid. Raises CallUnknown."""
        try:
            return self._calls[sid]
        except KeyError:
            raise CallUnknown(sid) from None

    def all(self) -> list[Call]:
        """Newest first, as Twilio lists them."""
        return list(reversed(self._calls.values()))

    def forget(self, call: Call) -> None:
        """Remove the record of a finished leg."""
        self._calls.pop(call.sid, None)

    def progress(self, call: Call, event: CallEvent) -> None:
        """The leg is dialled, rings or was answered; tells who subscribed."""
        if not call.is_live or call.status is EVENT_STATUS[event]:
            return
        call.status = EVENT_STATUS[event]
        call.started_at = call.started_at or self._clock.now()
        if event is CallEvent.ANSWERED:
            call.answered_at = self._clock.now()
            call.answered.set()
        self._changed(call)
        self._tell(call, event, {})

    def end(self, call: Call, status: CallStatus, *, sip_code: int | None = None) -> None:
        """The leg is over: stops its document, runs what waited for the end, tells the last event once."""
        if not call.is_live:
            return
        was_queued = call.status is CallStatus.QUEUED
        call.status, call.ended_at = status, self._clock.now()
        call.sip_code = sip_code if sip_code is not None else SIP_CODES[status]
        stopped = self.interrupt(call, Interruption.HUNG_UP)
        call.ended.set()
        for hook in call.on_end:
            hook(call)
        self._changed(call)
        call.endpoint.send(
            {"type": "ended", "call": call.sid, "status": status.value, "reason": status.value}
        )
        if was_queued and status is CallStatus.CANCELED:
            return  # nobody is told of a leg that never left the queue
        self._tell_end(call, stopped)
        self._webhooks.forget(call.sid)

    def interrupt(self, call: Call, why: Interruption) -> asyncio.Task[None] | None:
        """Stop the leg's document from outside; answers the stopped task."""
        task = call.task
        if task is None or task.done() or task is asyncio.current_task():
            return None
        call.interruption = why
        task.cancel()
        return task

    def params(self, call: Call) -> dict[str, str]:
        """The parameters of every request about this leg (docs/voice/twiml)."""
        params = {
            "CallSid": call.sid,
            "AccountSid": self._account_sid,
            "From": call.from_,
            "To": call.to,
            "Caller": call.from_,
            "Called": call.to,
            "CallStatus": call.status.value,
            "ApiVersion": API_VERSION,
            "Direction": call.direction.value,
        }
        params.update(_places("From", "Caller", country_of(call.from_)))
        params.update(_places("To", "Called", country_of(call.to)))
        if call.parent_sid:
            params["ParentCallSid"] = call.parent_sid
        if call.direction is Direction.INBOUND and call.from_.startswith("+"):
            params["StirVerstat"] = "No-TN-Validation"
        return {**params, **call.extra}

    def _tell_end(self, call: Call, stopped: asyncio.Task[None] | None) -> None:
        """The last event, after what the stopped document still tells."""
        if stopped is None:
            self._tell(call, CallEvent.COMPLETED, self._final_fields(call))
        else:
            stopped.add_done_callback(
                lambda _: self._tell(call, CallEvent.COMPLETED, self._final_fields(call))
            )

    def _prune(self) -> None:
        """Legs long over are forgotten, so that a server may run for weeks."""
        if len(self._calls) > KEPT:
            recent = set(list(self._calls)[-KEPT // 2 :])
            self._calls = {sid: c for sid, c in self._calls.items() if c.is_live or sid in recent}

    def _final_fields(self, call: Call) -> dict[str, str]:
        return {
            "CallDuration": str(call.seconds),
            "Duration": str(-(-call.seconds // 60)),
            "SipResponseCode": str(call.sip_code),
        }

    def _tell(self, call: Call, event: CallEvent, more: dict[str, str]) -> None:
        plan = call.plan
        if plan is None or not plan.url or event not in plan.events:
            return
        params = {
            **self.params(call),
            **more,
            "Timestamp": format_datetime(self._clock.now()),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
        }
        call.sequence += 1
        self._webhooks.notify(
            kind=Kind.STATUS,
            name=f"status:{params['CallStatus']}",
            calls=[call.sid],
            url=plan.url,
            method=plan.method,
            params=params,
            stream=f"status {call.sid}",
        )

    def _changed(self, call: Call) -> None:
        for listener in list(self.listeners):
            listener(call)
        call.endpoint.send({"type": "status", "call": call.sid, "status": call.status.value})


def _places(first: str, second: str, country: str) -> dict[str, str]:
    """City, State, Zip and Country in both spellings; only the country is known here."""
    places = {}
    for prefix in (first, second):
        for part in ("City", "State", "Zip"):
            places[prefix + part] = ""
        places[prefix + "Country"] = country
    return places
