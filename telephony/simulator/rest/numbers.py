"""IncomingPhoneNumbers and AvailablePhoneNumbers."""

from aiohttp import web

from telephony.simulator.numbers import Number, NumberTaken, national, parse_stamp
from telephony.simulator.types import JSON

from .app import created, exchange_of, gone, stamp, uri
from .errors import RestError, bad_value, not_found
from .form import Form, read_form
from .paging import page
from .parameters import NUMBERS_LISTED, NUMBERS_SEARCHED

URLS = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
    "SmsUrl": "sms_url",
    "SmsFallbackUrl": "sms_fallback_url",
}
METHODS = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
    "SmsMethod": "sms_method",
    "SmsFallbackMethod": "sms_fallback_method",
}
WORDS = {
    "FriendlyName": "friendly_name",
    "VoiceApplicationSid": "voice_application_sid",
    "TrunkSid": "trunk_sid",
    "AddressSid": "address_sid",
    "BundleSid": "bundle_sid",
    "VoiceCallerIdLookup": "voice_caller_id_lookup",
}
KNOWN = frozenset({*URLS, *METHODS, *WORDS, "PhoneNumber", "AreaCode"}) | frozenset(
    [
        "ApiVersion",
        "SmsApplicationSid",
        "EmergencyStatus",
        "EmergencyAddressSid",
        "IdentitySid",
        "VoiceReceiveMode",
        "AccountSid",
    ]
)
KINDS = frozenset({"Local", "TollFree", "Mobile", "National", "Voip", "SharedCost", "MachineToMachine"})
TAKEN = 21422
NONE_THERE = 21452


async def list_numbers(request: web.Request) -> web.Response:
    """GET IncomingPhoneNumbers."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, NUMBERS_LISTED)
    wanted, name = form.text("PhoneNumber").replace("*", ""), form.text("FriendlyName")
    found = [n for n in exchange.numbers.all() if wanted in n.phone_number and name in ("", n.friendly_name)]
    return page(request, "incoming_phone_numbers", [render(request, n) for n in found])


async def buy(request: web.Request) -> web.Response:
    """POST IncomingPhoneNumbers."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, KNOWN)
    changes = _changes(form)
    phone_number = form.text("PhoneNumber") or _of_area(request, form)
    try:
        number = exchange.numbers.buy(phone_number=phone_number)
    except NumberTaken:
        raise RestError(400, TAKEN, f"{phone_number} is not available") from None
    _apply(number, changes)
    exchange.numbers.keep(number)
    return created(render(request, number))


async def fetch(request: web.Request) -> web.Response:
    """GET IncomingPhoneNumbers/{sid}."""
    return web.json_response(render(request, _number(request)))


async def update(request: web.Request) -> web.Response:
    """POST IncomingPhoneNumbers/{sid}."""
    exchange, number = exchange_of(request), _number(request)
    form = await read_form(request, exchange, KNOWN)
    _apply(number, _changes(form))
    exchange.numbers.keep(number)
    return web.json_response(render(request, number))


async def release(request: web.Request) -> web.Response:
    """DELETE IncomingPhoneNumbers/{sid}."""
    exchange_of(request).numbers.release(_number(request))
    return gone()


async def available(request: web.Request) -> web.Response:
    """GET AvailablePhoneNumbers/{country}/{kind}."""
    exchange, country, kind = exchange_of(request), request.match_info["country"], request.match_info["kind"]
    form = await read_form(request, exchange, NUMBERS_SEARCHED)
    if kind not in KINDS or len(country) != 2 or not country.isupper():
        raise not_found(request)
    numbers = exchange.numbers.available(
        country, area_code=form.text("AreaCode"), contains=form.text("Contains")
    )
    rows = [_for_sale(n, country) for n in numbers]
    return page(request, "available_phone_numbers", rows)


def render(request: web.Request, number: Number) -> JSON:
    """The resource."""
    exchange = exchange_of(request)
    return {
        "sid": number.sid,
        "account_sid": exchange.configuration.account_sid,
        "friendly_name": number.friendly_name,
        "phone_number": number.phone_number,
        **{field: getattr(number, field) for field in (*URLS.values(), *METHODS.values())},
        "voice_caller_id_lookup": number.voice_caller_id_lookup == "true",
        "voice_application_sid": number.voice_application_sid or None,
        "voice_receive_mode": "voice",
        "sms_application_sid": None,
        "trunk_sid": number.trunk_sid or None,
        "address_sid": number.address_sid or None,
        "bundle_sid": number.bundle_sid or None,
        "identity_sid": None,
        "address_requirements": "none",
        "beta": False,
        "origin": "twilio",
        "status": "in-use",
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "api_version": "2010-04-01",
        "date_created": stamp(parse_stamp(number.date_created)),
        "date_updated": stamp(parse_stamp(number.date_updated)),
        "uri": uri(exchange, f"IncomingPhoneNumbers/{number.sid}.json"),
        "subresource_uris": {},
    }


def _number(request: web.Request) -> Number:
    number = exchange_of(request).numbers.get(request.match_info["sid"])
    if number is None:
        raise not_found(request)
    return number


def _of_area(request: web.Request, form: Form) -> str:
    found = exchange_of(request).numbers.available("US", area_code=form.required("AreaCode", TAKEN))
    if not found:
        raise RestError(400, NONE_THERE, "No phone numbers found in area code")
    return found[0]


def _changes(form: Form) -> dict[str, str]:
    changes = {field: form.url(name) for name, field in URLS.items() if name in form}
    changes |= {field: form.method(name) for name, field in METHODS.items() if name in form}
    changes |= {field: form.text(name) for name, field in WORDS.items() if name in form}
    lookup = changes.get("voice_caller_id_lookup", "false")
    if lookup not in ("true", "false"):
        raise bad_value("VoiceCallerIdLookup", lookup)
    return changes


def _apply(number: Number, changes: dict[str, str]) -> None:
    for field, value in changes.items():
        setattr(number, field, value)


def _for_sale(phone_number: str, country: str) -> JSON:
    return {
        "friendly_name": national(phone_number),
        "phone_number": phone_number,
        "lata": None,
        "locality": None,
        "rate_center": None,
        "latitude": None,
        "longitude": None,
        "region": None,
        "postal_code": None,
        "iso_country": country,
        "address_requirements": "none",
        "beta": False,
        "capabilities": {"voice": True, "SMS": True, "MMS": False},
    }
