"""What callers hear while PostgreSQL is away: a document per number, kept on disk, and the messages that it takes.

The documents are written while all is well, by the router each minute and by whoever adds a number. The door that
serves them needs neither database nor Redis. Messages taken meanwhile are spooled as files and taken in afterwards.
"""

import json
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TypedDict
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from campaigns.records import services as records
from campaigns.records.types import Direction, Outcome
from cc_saas.lib import alerts
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, lines, speech, voicemail
from telephony.callflow.prompts import Prompt
from telephony.callflow.types import Line
from telephony.dialing import safety
from telephony.dialing import selectors as dialing
from telephony.dialing.types import Purpose
from telephony.numbers.models import Number
from telephony.provider.documents import Document, Forward, HangUp, Record
from tenants.directory import selectors as directory

E164_FORM = re.compile(r"\+[0-9]{5,15}")


class Kept(TypedDict):
    """What is kept on disk of one number."""

    number: str
    language: str
    forward_to: str


class Message(TypedDict):
    """A message that was taken while the database was away."""

    recording_sid: str
    call_sid: str
    caller: str
    called: str
    duration: int
    at: str


def write_documents() -> int:
    """Write the fallback of every number; returns how many there are."""
    forwards = dict(Number.objects.filter(is_active=True).values_list("e164", "fallback_forward_to"))
    all_lines = lines.all_lines().values()
    for line in all_lines:
        forward_to = _fit(forwards.get(line.e164, ""), line)
        kept = Kept(number=line.e164, language=line.language, forward_to=forward_to)
        _write(_folder("fallback") / f"{line.e164}.json", json.dumps(kept))
    return len(all_lines)


def _fit(number: str, line: Line) -> str:
    """Return the number where callers are sent if it may be dialled at all; counted it cannot be, with no database."""
    if not number:
        return ""
    rules = dialing.rules_of(tenant_id=line.tenant_id)
    refused = safety.refusal(number=number, caller_id=line.e164, purpose=Purpose.FORWARD, rules=rules)
    if refused is not None:
        alerts.raise_alert("fallback-not-dialled", number_id=line.number_id, reason=refused)
    return "" if refused else number


def document(*, called: str) -> Document:
    """Return what callers of this number hear now: a forward, or an invitation to leave a message. Reads the disk only."""
    kept = _read(called)
    language = kept["language"] if kept else "en"
    if kept and kept["forward_to"]:
        return [Forward(number=kept["forward_to"], caller_id=called), HangUp()]
    taken, ready = addresses.fallback_taken(), addresses.fallback_ready()
    return [speech.prompt(Prompt.FALLBACK, language), Record(taken_url=taken, ready_url=ready), HangUp()]


def thanks(*, called: str) -> Document:
    """Return what follows the message."""
    kept = _read(called)
    return voicemail.thanks(language=kept["language"] if kept else "en")


def spool(*, message: Message) -> None:
    """Keep a message on disk until the database is back. The same recording is kept once."""
    name = re.sub(r"[^A-Za-z0-9]", "", message["recording_sid"])[:64]
    if name:
        _write(_folder("spool") / f"{name}.json", json.dumps(message))


@transaction.atomic
def _take_in(message: Message, now: datetime) -> None:
    line = lines.line_of(called=message["called"])
    if line is None:
        return
    call_id, at = _id_of(message), datetime.fromisoformat(message["at"])
    company = directory.access_company(id=line.tenant_id)
    with in_tenant(company):
        records.open_record(
            call_id=call_id, direction=Direction.INBOUND, caller=message["caller"], called=line.e164,
            language=line.language, line=line.label or line.company, now=at, queue_name=line.queue_name,
        )  # fmt: skip
        records.finish(call_id=call_id, outcome=Outcome.MISSED, now=at)
        records.close(call_id=call_id, now=now)
    voicemail.taken(
        tenant=company, call_id=call_id, recording_sid=message["recording_sid"],
        duration=message["duration"], now=at,
    )  # fmt: skip


def take_in_messages(*, now: datetime) -> int:
    """Put what was spooled into the companies' lists; returns how many messages there were."""
    spooled = sorted(_folder("spool").glob("*.json"))
    for path in spooled:
        _take_in(json.loads(path.read_text()), now)
        path.unlink()
    return len(spooled)


def _id_of(message: Message) -> UUID:
    """The same message, taken in twice, is the same call."""
    sid = re.sub(r"[^0-9a-fA-F]", "", message["recording_sid"])[-32:]
    return UUID(sid) if len(sid) == 32 else uuid4()


def _read(called: str) -> Kept | None:
    path = _folder("fallback") / f"{called}.json"
    if not E164_FORM.fullmatch(called) or not path.exists():
        return None
    kept: Kept = json.loads(path.read_text())
    return kept


def _folder(name: str) -> Path:
    folder = Path(settings.CC_DATA_DIR) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    """Write beside and rename: a reader never meets half a file."""
    if path.exists() and path.read_text() == text:
        return
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(beside).replace(path)
