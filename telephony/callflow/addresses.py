"""The addresses that we give the carrier. They all begin with PUBLIC_BASE_URL, and the webhooks room answers them."""

from uuid import UUID

from django.conf import settings

from telephony.provider.port import NumberUrls


def public(path: str) -> str:
    """Return the full URL of a path on the public host."""
    return f"{settings.PUBLIC_BASE_URL.rstrip('/')}{path}"


def sound(name: str) -> str:
    """Return the URL of a sound among our static files."""
    return public(f"{settings.STATIC_URL}{name}")


def of_number() -> NumberUrls:
    """Return where the carrier asks about the calls of a number."""
    return NumberUrls(
        voice=public("/hooks/voice/"),
        fallback=public("/hooks/voice/fallback/"),
        status=public("/hooks/voice/status/"),
    )


def keyholder() -> str:
    """Told whether a keyholder of the company wants to switch its crisis on."""
    return public("/hooks/voice/keyholder/")


def keyholder_code(step: int) -> str:
    """Told the code that she keys in. Each try has an address of its own."""
    return public(f"/hooks/voice/keyholder/code/{step}/")


def keyholder_confirmed() -> str:
    """Told whether she lets the crisis begin."""
    return public("/hooks/voice/keyholder/confirmed/")


def announced(call_id: UUID) -> str:
    """Asked for when the announcement has been heard."""
    return public(f"/hooks/calls/{call_id}/announced/")


def menu(call_id: UUID, step: int) -> str:
    """Told what the caller pressed or said, or that what was said has been heard. Each step has an address of its own."""
    return public(f"/hooks/calls/{call_id}/menu/{step}/")


def menu_checked(call_id: UUID, step: int) -> str:
    """Asked for what comes after the company's own address has been asked."""
    return public(f"/hooks/calls/{call_id}/menu/{step}/checked/")


def menu_forwarded(call_id: UUID, step: int) -> str:
    """Told what became of a number that was rung for the caller."""
    return public(f"/hooks/calls/{call_id}/menu/{step}/forwarded/")


def forwarded(call_id: UUID) -> str:
    """Told what became of a number that her queue has had rung for a waiting caller."""
    return public(f"/hooks/calls/{call_id}/forwarded/")


def wait(call_id: UUID) -> str:
    """Asked for what a waiting caller hears, again and again."""
    return public(f"/hooks/calls/{call_id}/wait/")


def callback_begun(call_id: UUID) -> str:
    """Asked for what a caller hears whom the menu has brought to be called back."""
    return public(f"/hooks/calls/{call_id}/callback/begun/")


def callback(call_id: UUID) -> str:
    """Told whether a waiting caller would rather be called back."""
    return public(f"/hooks/calls/{call_id}/callback/")


def callback_keyed(call_id: UUID) -> str:
    """Told the number at which she wants to be called."""
    return public(f"/hooks/calls/{call_id}/callback/keyed/")


def callback_number(call_id: UUID, number: str) -> str:
    """Told whether a number (E.164) that was read to her is right."""
    return public(f"/hooks/calls/{call_id}/callback/numbers/{number.removeprefix('+')}/")


def left_queue(call_id: UUID) -> str:
    """Told that the caller has left the carrier's queue."""
    return public(f"/hooks/calls/{call_id}/left-queue/")


def left_room(call_id: UUID) -> str:
    """Told that the caller has left the conversation."""
    return public(f"/hooks/calls/{call_id}/left-room/")


def room(call_id: UUID) -> str:
    """Told who comes and goes in the conversation."""
    return public(f"/hooks/calls/{call_id}/room/")


def hold_music(call_id: UUID) -> str:
    """Asked for what a caller on hold hears."""
    return public(f"/hooks/calls/{call_id}/hold/")


def voicemail_taken(call_id: UUID) -> str:
    """Asked for what comes after a message."""
    return public(f"/hooks/calls/{call_id}/voicemail/")


def voicemail_ready(call_id: UUID) -> str:
    """Told that the sound of a message can be fetched."""
    return public(f"/hooks/calls/{call_id}/voicemail/recording/")


def leg(call_id: UUID, leg_id: UUID) -> str:
    """Told how a leg that we dialled fares."""
    return public(f"/hooks/calls/{call_id}/legs/{leg_id}/")


def fallback_taken() -> str:
    """Asked for what comes after a message that the fallback took."""
    return public("/hooks/voice/fallback/voicemail/")


def fallback_ready() -> str:
    """Told that the sound of a message that the fallback took can be fetched."""
    return public("/hooks/voice/fallback/recording/")
