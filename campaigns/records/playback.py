"""Playing a stored message: whole, or the part that a player asks for when its reader jumps (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from campaigns.records import selectors
from campaigns.records.services import media_folder
from campaigns.records.types import VoicemailState
from cc_saas.lib.clock import now
from tenants.audit.services import Actor, note

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
PIECE = 64 * 1024
TYPES = {".wav": "audio/wav", ".mp3": "audio/mpeg"}


def play_voicemail(request: HttpRequest, *, call_id: UUID, voicemail_id: int) -> HttpResponseBase:
    """The sound of one message of the request's company. Who began to listen is written into the audit.

    Raises Http404 where there is no such message, or not yet.
    """
    try:
        recording = selectors.access_voicemail(call_id=call_id, voicemail_id=voicemail_id)
    except selectors.CallUnknown as unknown:
        raise Http404 from unknown
    path = media_folder() / recording.file
    if recording.state != VoicemailState.STORED or not path.is_file():
        raise Http404
    asked = request.headers.get("Range", "")
    if not asked or asked.startswith("bytes=0-"):
        _note_listener(request, call_id)
    return play(path, asked=asked)


def _note_listener(request: HttpRequest, call_id: UUID) -> None:
    """Once per listening: a player that jumps asks for later parts only."""
    company = request.tenant  # type: ignore[attr-defined]
    listener = Actor(id=str(request.user.pk), label=str(request.user))
    note(actor=listener, company=company, verb="listened-to-voicemail", now=now(), call_id=str(call_id))


def play(path: Path, *, asked: str) -> HttpResponseBase:
    """The sound of a file; `asked` is the request's Range header. What one hears is never kept by a cache."""
    size = path.stat().st_size
    span = _span(asked, size)
    if span is None:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = span
    partial = bool(RANGE.fullmatch(asked.strip()))
    response = StreamingHttpResponse(_pieces(path, first, last), status=206 if partial else 200)
    response["Content-Type"] = TYPES.get(path.suffix, "application/octet-stream")
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    if partial:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None where the range cannot be satisfied. Anything but one range is answered whole."""
    found = RANGE.fullmatch(asked.strip())
    if not found or found.groups() == ("", ""):
        return 0, size - 1
    start, end = found.groups()
    first = int(start) if start else max(0, size - int(end))
    last = min(int(end), size - 1) if start and end else size - 1
    return (first, last) if first <= last else None


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
