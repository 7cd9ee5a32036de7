"""Taking a receipt: a delivery that comes again changes nothing and gets the same answer."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.http import HttpRequest

from cc_saas.lib.hot import Insert, fetch, write_once
from telephony.webhooks.models import Receipt

TOKEN_HEADER = "I-Twilio-Idempotency-Token"


def key_of(request: HttpRequest, *, kind: str, call_sid: str) -> str:
    """Return what names this delivery: the token that stays the same over its retries, else its very content."""
    token = request.headers.get(TOKEN_HEADER, "")[:64]
    if not token:
        token = hashlib.sha256(request.get_full_path().encode() + request.body).hexdigest()
    return f"{kind}:{call_sid[:40]}:{token}"


def arrival_key(*, call_sid: str) -> str:
    """A call arrives once, however often and with whatever token its arrival is delivered."""
    return f"arrival:{call_sid}"


def take(
    *, key: str, request: HttpRequest, call_sid: str, answer: str, now: datetime, rows: Iterable[Insert] = (),
    hidden: Collection[str] = (),
) -> str | None:  # fmt: skip
    """Write the receipt with its answer, and `rows` with it if it is new, in one statement.

    None when it is ours, else the answer that the first delivery got. The values of the `hidden` fields are not kept.
    """
    body = _without(request, hidden) if hidden else request.body
    receipt = dict(
        key=key, path=request.path[:300], call_sid=call_sid[:64], body=body, answer=answer, received_at=now,
    )  # fmt: skip
    if write_once(Insert(Receipt, [receipt]), *rows):
        return None
    return Receipt.objects.values_list("answer", flat=True).get(pk=key)


def answered_before(*, key: str) -> str | None:
    """Return the answer that this delivery got before, or None."""
    rows = fetch("SELECT answer FROM webhooks_receipt WHERE key = %s", [key])
    return rows[0][0] if rows else None


def once(
    *, key: str, request: HttpRequest, call_sid: str, now: datetime, work: Callable[[], str],
    hidden: Collection[str] = (),
) -> str:  # fmt: skip
    """Do the work of a delivery and answer; of one that was taken before, nothing is done twice.

    The work and the receipt are one transaction. Two deliveries at the same instant: the second waits at the
    receipt's key, undoes its own work, and repeats the first one's answer.
    """
    before = answered_before(key=key)
    if before is not None:
        return before
    with transaction.atomic():
        answer = work()
        first = take(key=key, request=request, call_sid=call_sid, answer=answer, now=now, hidden=hidden)
        if first is not None:
            transaction.set_rollback(True)
            return first
    return answer


def _without(request: HttpRequest, hidden: Collection[str]) -> bytes:
    """The form without what was secret in it; a body that is no such form is not kept at all."""
    if request.content_type != "application/x-www-form-urlencoded":
        return b""
    sent = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return urlencode([(name, "" if name in hidden else value) for name, value in sent]).encode()
