"""What the domain refuses, in the words of HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError

from agents.presence.notes import NoteUnknown
from agents.roster.selectors import OperatorUnknown
from campaigns.records.selectors import CallUnknown as RecordUnknown
from telephony.callflow.listening import ListensElsewhere, NotListenable, NotListening, RoomFull
from telephony.callflow.shifting import NotWaiting
from telephony.calls.selectors import CallUnknown
from telephony.floor.supervising import NotCleared
from telephony.queues.lending import GroupUnknown
from telephony.queues.types import NobodyLeft, QueueInvalid, QueueUnknown
from telephony.queues.words import FAULTS
from tenants.leases.types import LeaseMissing


class TooLate(APIException):
    """It has gone on meanwhile."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "too_late"


REFUSALS: tuple[tuple[tuple[type[Exception], ...], type[APIException], Promise], ...] = (
    (
        (CallUnknown, RecordUnknown, OperatorUnknown, QueueUnknown, GroupUnknown, NoteUnknown, NotListening),
        NotFound,
        _("There is no such thing here."),
    ),
    ((NotWaiting,), TooLate, _("This caller is being put through, or has gone.")),
    ((LeaseMissing,), PermissionDenied, _("Open it first, with a reason.")),
    ((NotCleared,), PermissionDenied, _("You may not serve this company.")),
    ((NotListenable,), TooLate, _("There is nothing to listen to: it is over, or it is your own call.")),
    ((ListensElsewhere,), TooLate, _("You are with another call. Leave it first.")),
    ((RoomFull,), TooLate, _("As many as may be are with this call.")),
    ((NobodyLeft,), TooLate, _("No other group answers that queue: it would be anybody's.")),
)
"""What the domain raises, what HTTP makes of it, and what she reads."""


@contextmanager
def as_http() -> Iterator[None]:
    """Raise DRF's exceptions for the domain's."""
    try:
        yield
    except QueueInvalid as error:
        raise ValidationError({error.field: [FAULTS[error.code]]}) from error
    except Exception as error:
        for raised, answer, words in REFUSALS:
            if isinstance(error, raised):
                raise answer(str(words)) from error
        raise
