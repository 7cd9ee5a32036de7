"""Twilio's failures in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from telephony.provider.port import CarrierBusy, CarrierFailed, LegGone, Refused

# Source: twilio.com/docs/api/errors. 21220: the call is not in progress. 20404: not found. 16099: the room's state.
GONE = {20404, 21220, 16099}
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = 500


@contextmanager
def translated() -> Iterator[None]:
    """Raise CarrierFailed's children for whatever the client raises.

    A request that timed out or ended in a 5xx may have had its effect all the same.
    """
    try:
        yield
    except TwilioRestException as error:
        raise _rest_failure(error) from error
    except requests.RequestException as error:
        raise CarrierFailed(str(error), may_have_happened=not _never_arrived(error)) from error
    except TwilioException as error:
        raise _service_failure(error) from error


def _never_arrived(error: requests.RequestException) -> bool:
    """Whether no connection was made: then the carrier has heard nothing, and may simply be asked again."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    # requests wraps what urllib3 found out; the class is urllib3's own and not ours to import.
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ == "NewConnectionError"


def _rest_failure(error: TwilioRestException) -> CarrierFailed:
    return _failure(status=error.status, code=error.code, message=str(error.msg))


def _service_failure(error: TwilioException) -> CarrierFailed:
    """RFC 9457 bodies raise another class with the same two fields; without them nothing is known."""
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    return _failure(status=int(status or SERVER_ERRORS), code=int(code or 0), message=str(error))


def _failure(*, status: int, code: int | None, message: str) -> CarrierFailed:
    if status == TOO_MANY_REQUESTS:
        return CarrierBusy(message)
    if status >= SERVER_ERRORS:
        return CarrierFailed(message, may_have_happened=True)
    if code in GONE or status == 404:
        return LegGone(message)
    return Refused(message)
