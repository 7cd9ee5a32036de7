"""What the domain refuses, in the words of HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, ValidationError

from agents.presence.notes import NoteUnknown
from agents.presence.services import LeaseOutOfRange, StateNotAsked
from agents.roster.selectors import OperatorUnknown
from campaigns.dispositions.selectors import DispositionUnknown
from campaigns.people.selectors import SpecialistUnknown
from telephony.callflow.transfer import NotTransferable
from telephony.callflow.wrap_up import DispositionRequired
from telephony.calls.selectors import CallUnknown
from telephony.dialing.types import DialRefusal, DialRefused
from telephony.routing.selectors import OfferUnknown
from tenants.knowledge.selectors import QuestionUnknown

REFUSALS = {
    DialRefusal.MALFORMED: _("This is not a complete telephone number."),
    DialRefusal.EMERGENCY: _("Emergency numbers are not dialled from here. Use a telephone."),
    DialRefusal.PREMIUM: _("Numbers that cost more than a call are not dialled."),
    DialRefusal.COUNTRY: _("This company does not dial numbers of that country."),
    DialRefusal.CALLER_ID: _("The company's number cannot be shown to whoever is called."),
    DialRefusal.NUMBER_CAP: _("This number was dialled too often in the last hour."),
    DialRefusal.COMPANY_CAP: _("The company has dialled as much as it may in a day."),
}


class Conflict(APIException):
    """The state of things does not allow it now."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


@contextmanager
def as_http() -> Iterator[None]:
    """Raise DRF's exceptions for the domain's."""
    try:
        yield
    except (
        CallUnknown, OfferUnknown, SpecialistUnknown, QuestionUnknown, OperatorUnknown, NoteUnknown
    ) as error:  # fmt: skip
        raise NotFound(_("There is no such thing here.")) from error
    except DispositionRequired as error:
        raise Conflict(_("Choose how the call ended, then go on."), "disposition_required") from error
    except DialRefused as error:
        raise Conflict(REFUSALS[error.reason], "dial_refused") from error
    except NotTransferable as error:
        raise Conflict(
            _("This call cannot be transferred to that number now."), "not_transferable"
        ) from error
    except DispositionUnknown as error:
        raise ValidationError({"disposition": [_("The company has no such disposition.")]}) from error
    except StateNotAsked as error:
        raise ValidationError({"state": [_("Ask for READY, BREAK or OFFLINE.")]}) from error
    except LeaseOutOfRange as error:
        raise ValidationError({"lease_seconds": [_("A lease lasts from 1 to 3600 seconds.")]}) from error
