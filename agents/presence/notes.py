"""Notes from the floor: a few words to one operator or to all, shown until they are read or too old."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from agents.presence.models import Note
from cc_saas.lib.hot import fetch_named_prepared

NOTE_TIME = timedelta(minutes=15)
"""How long a note is shown to somebody who does not put it away."""


class NoteUnknown(LookupError):
    """There is no such note, or it was for somebody else."""


def write_note(*, text: str, author: str, operator_id: UUID | None, now: datetime) -> Note:
    """Keep a note to one operator, or (None) to everybody."""
    return Note.objects.create(
        text=text, author=author, operator_id=operator_id, at=now, until=now + NOTE_TIME
    )


def take_back_note(*, note_id: UUID) -> Note:
    """Remove a note that should not have been sent. Raises NoteUnknown."""
    note = Note.objects.filter(pk=note_id).first()
    if note is None:
        raise NoteUnknown(str(note_id))
    Note.objects.filter(pk=note_id).delete()
    return note


def read_note(*, note_id: UUID, operator_id: UUID) -> None:
    """She has read it, and wants to see it no longer. Raises NoteUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"note": note_id, "operator": operator_id})
        if not cursor.rowcount:
            raise NoteUnknown(str(note_id))


_READ = """
    UPDATE presence_note SET read_by = array_append(array_remove(read_by, %(operator)s), %(operator)s)
    WHERE id = %(note)s AND (operator_id IS NULL OR operator_id = %(operator)s)
"""


def note_for(*, operator_id: UUID, now: datetime) -> dict[str, Any] | None:
    """Return the last note that she has not read yet, as her console shows it."""
    found = fetch_named_prepared(_UNREAD, {"operator": operator_id, "now": now})
    return found[0] if found else None


_UNREAD = """
    SELECT id, text, author, at FROM presence_note
    WHERE (operator_id IS NULL OR operator_id = %(operator)s) AND until > %(now)s AND %(operator)s <> ALL(read_by)
    ORDER BY at DESC LIMIT 1
"""
