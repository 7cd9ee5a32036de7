"""WS /device: softphones with an access token, rung as `client:<identity>`."""

import jwt
from aiohttp import web

from . import legs, switchboard
from .call import Call
from .calls import CallUnknown
from .config import Configuration
from .exchange import Exchange
from .registry import Device
from .rest.app import exchange_of
from .sockets import Socket, open_socket
from .types import JSON

TOKEN_INVALID, TOKEN_EXPIRED, NOT_RINGING = 20101, 20104, 31404


class TokenRefused(ValueError):
    """The access token is wrong; `code` is Twilio's."""

    def __init__(self, code: int, text: str) -> None:
        """Keep the code."""
        super().__init__(text)
        self.code = code


def identity_of(token: str, configuration: Configuration) -> str:
    """The identity of a Voice access token (HS256 with the API key's secret). Raises TokenRefused."""
    try:
        claims = jwt.decode(
            token,
            configuration.api_key_secret,
            algorithms=["HS256"],
            issuer=configuration.api_key_sid,
            options={"verify_aud": False, "verify_sub": False},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenRefused(TOKEN_EXPIRED, "access token expired") from error
    except jwt.InvalidTokenError as error:
        raise TokenRefused(TOKEN_INVALID, f"access token invalid: {error}") from error
    grants = claims.get("grants") or {}
    if not grants.get("identity") or not (grants.get("voice") or {}).get("incoming", {}).get("allow"):
        raise TokenRefused(20106, "the token grants no incoming calls")
    return str(grants["identity"])


async def device_socket(request: web.Request) -> web.WebSocketResponse:
    """One softphone, from its registration to its end."""
    exchange = exchange_of(request)
    socket, response = await open_socket(request, exchange)
    try:
        identity = identity_of(request.query.get("token", ""), exchange.configuration)
    except TokenRefused as refusal:
        await socket.refuse(refusal.code, str(refusal))
        return response
    device = Device(identity=identity, push=socket.send)
    await _serve(exchange, socket, device)
    return response


async def _serve(exchange: Exchange, socket: Socket, device: Device) -> None:
    exchange.registry.register(device)
    device.send({"type": "registered", "identity": device.identity})
    _show_what_rings(exchange, device)

    async def take(frame: JSON) -> None:
        _take(exchange, device, frame)

    try:
        await socket.serve(take)
    finally:
        exchange.registry.unregister(device)
        exchange.background.start(_lost(exchange, device))


def _show_what_rings(exchange: Exchange, device: Device) -> None:
    """A device that comes while its identity is being rung rings too (a page that was loaded again)."""
    for ringing in exchange.registry.all_rings():
        if ringing.call.to == f"client:{device.identity}" and device not in ringing.devices:
            ringing.devices.append(device)
            device.send({"type": "incoming", "call": legs.invitation(ringing.call)})


def _take(exchange: Exchange, device: Device, frame: JSON) -> None:
    kind = str(frame.get("type"))
    if kind == "alive":
        return
    try:
        call = exchange.calls.get(str(frame.get("call")))
    except CallUnknown:
        device.send(
            {"type": "error", "code": NOT_RINGING, "message": "no such call", "call": frame.get("call")}
        )
        return
    if kind == "accept":
        _accept(exchange, device, call)
    elif kind == "reject":
        _reject(exchange, device, call)
    elif call.endpoint is device:
        party_frame(exchange, call, frame)


def _accept(exchange: Exchange, device: Device, call: Call) -> None:
    ringing = exchange.registry.ringing(call.sid)
    if ringing is None or device not in ringing.devices or not ringing.answer(device):
        device.send({"type": "ended", "call": call.sid, "reason": "not ringing"})
        return
    device.send({"type": "answered", "call": call.sid})


def _reject(exchange: Exchange, device: Device, call: Call) -> None:
    """The leg is over when the last rung device refused."""
    ringing = exchange.registry.ringing(call.sid)
    if ringing is None or device not in ringing.devices:
        return
    ringing.devices.remove(device)
    device.send({"type": "ended", "call": call.sid, "reason": "rejected"})
    if not ringing.devices:
        ringing.refuse(exchange.behaviour.reject_status)


def party_frame(exchange: Exchange, call: Call, frame: JSON) -> None:
    """What the party of a live leg may do: the same for softphones and telephones."""
    kind = frame.get("type")
    if kind == "hangup":
        switchboard.hang_up(exchange, call)
    elif kind == "mute":
        exchange.media.mute(call, muted=bool(frame.get("muted")))
    elif kind == "digits":
        switchboard.press(exchange, call, str(frame.get("digits", "")))
    elif kind == "text":
        exchange.media.speak(call, str(frame.get("text", "")))
    elif kind == "signal" and isinstance(frame.get("data"), dict):
        exchange.media.signal(call, str(frame.get("to", "")), frame["data"])


async def _lost(exchange: Exchange, device: Device) -> None:
    """A closed page: its legs end after a moment, as a lost network's would."""
    await exchange.clock.sleep(exchange.behaviour.device_grace)
    for call in exchange.live_calls():
        if call.endpoint is device:
            switchboard.hang_up(exchange, call)
