"""What the domain refuses, in the words of HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound

from agents.presence.notes import NoteUnknown
from agents.roster.selectors import OperatorUnknown
from telephony.callflow.shifting import NotWaiting
from telephony.calls.selectors import CallUnknown
from telephony.queues.types import QueueUnknown


class TooLate(APIException):
    """It has gone on meanwhile."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "too_late"


@contextmanager
def as_http() -> Iterator[None]:
    """Raise DRF's exceptions for the domain's."""
    try:
        yield
    except (CallUnknown, OperatorUnknown, QueueUnknown, NoteUnknown) as error:
        raise NotFound(_("There is no such thing here.")) from error
    except NotWaiting as error:
        raise TooLate(_("This caller is being put through, or has gone.")) from error
