"""A call's history as sentences: one row per event, with how long what began there lasted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from campaigns.records.models import CallEvent
from campaigns.records.pages.words import STAGES, clock_length
from campaigns.records.segments import BEGINS, Segment, Stage
from campaigns.records.types import EventKind
from cc_saas.lib.language_names import language_name

Wording = Callable[["Told"], tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a sentence may be made of."""

    actor: str
    details: Mapping[str, object]

    def get(self, name: str) -> str:
        return str(self.details.get(name) or "")

    @property
    def operator(self) -> str:
        return self.get("operator") or self.actor or _("an operator")

    @property
    def party(self) -> str:
        """Whom the call was to be put through to."""
        return self.get("name") or self.get("to") or _("a specialist")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the timeline. `took` is empty where nothing began, `lasts` means that it has not ended yet."""

    at: datetime
    shape: str
    tone: str
    title: str
    detail: str
    took: str
    lasts: bool


def tell(events: Sequence[CallEvent], stretches: Sequence[Segment], *, until: datetime) -> list[Row]:
    """The rows of a call's timeline, told at the instant `until`."""
    began: dict[tuple[datetime, Stage | None], Segment] = {
        (stretch.starts_at, stretch.stage): stretch for stretch in stretches
    }
    return [_row(event, began.get((event.at, _begins(event))), until) for event in _worth_telling(events)]


def _begins(event: CallEvent) -> Stage | None:
    """The stage that an event would begin; of two events at one instant only one does."""
    return Stage.WRAP_UP if event.kind == EventKind.HUNG_UP else BEGINS.get(EventKind(event.kind))


def _worth_telling(events: Sequence[CallEvent]) -> list[CallEvent]:
    """An offer that rang is told by its ringing, the end of wrap-up by the call's closing."""
    kinds = {event.kind for event in events}
    rang = {_operator_of(event) for event in events if event.kind == EventKind.RINGING}
    return [
        event
        for event in events
        if not (event.kind == EventKind.OFFERED and _operator_of(event) in rang)
        and not (event.kind == EventKind.WRAPPED_UP and EventKind.CLOSED in kinds)
    ]


def _operator_of(event: CallEvent) -> str:
    return str(event.details.get("operator") or event.actor)


def _row(event: CallEvent, stretch: Segment | None, until: datetime) -> Row:
    kind = EventKind(event.kind)
    title, detail = WORDINGS[kind](Told(actor=event.actor, details=event.details))
    sign = STAGES[stretch.stage] if stretch else None
    return Row(
        at=event.at,
        shape=SHAPES.get(kind) or (sign.shape if sign else "note"),
        tone=sign.tone if sign else "note",
        title=title,
        detail=detail,
        took=clock_length(stretch.seconds) if stretch else "",
        lasts=bool(stretch and stretch.ends_at == until),
    )


def _arrived(told: Told) -> tuple[str, str]:
    line = told.get("line")
    return (_("Arrived on %(line)s") % {"line": line} if line else _("Arrived")), language_name(
        told.get("language")
    )


def _announced(told: Told) -> tuple[str, str]:
    text = told.get("text")
    return _("Heard an announcement"), f"“{text}”" if text else ""


def _crisis(told: Told) -> tuple[str, str]:
    """What the crisis changed for this caller, each part only where it did; what may be long comes last."""
    greeting, priority, menu = told.get("greeting"), told.get("priority"), told.get("menu")
    reserved = told.get("reserved")
    parts = [
        _("menu “%(menu)s”") % {"menu": menu} if menu else "",
        _("priority +%(number)s") % {"number": priority} if priority else "",
        _("overflow of the crisis plan") if told.get("overflow") else "",
        _("reserve of %(number)s answers an hour") % {"number": reserved} if reserved else "",
        f"“{greeting}”" if greeting else "",
    ]
    return _("A crisis was on"), ", ".join(part for part in parts if part)


def _queued(told: Told) -> tuple[str, str]:
    queue, position = told.get("queue"), told.get("position")
    place = _("place %(position)s in line") % {"position": position} if position else ""
    return _("Waiting"), ", ".join(part for part in (queue, place) if part)


def _menu_began(told: Told) -> tuple[str, str]:
    version = told.get("version")
    return _("Came into the menu “%(menu)s”") % {"menu": told.get("menu")}, (
        _("version %(number)s") % {"number": version} if version else ""
    )


def _menu_hours(told: Told) -> tuple[str, str]:
    return _(OPENINGS.get(told.get("opening"), "")), told.get("menu")


def _menu_chosen(told: Told) -> tuple[str, str]:
    return _("Chose %(key)s %(choice)s") % {"key": told.get("key"), "choice": told.get("choice")}, told.get(
        "menu"
    )


def _menu_language(told: Told) -> tuple[str, str]:
    return _("Chose a language"), language_name(told.get("language"))


def _menu_collected(told: Told) -> tuple[str, str]:
    return _("Keyed in %(digits)s") % {"digits": told.get("digits")}, told.get("menu")


def _menu_checked(told: Told) -> tuple[str, str]:
    if told.get("failed"):
        return _("Your address did not answer"), told.get("menu")
    route = told.get("route")
    return _("Your address answered"), route or told.get("menu")


def _forwarded(told: Told) -> tuple[str, str]:
    return _("Forwarded to %(number)s") % {"number": told.get("to")}, told.get("menu")


def _at_menu(text: str) -> Wording:
    return lambda told: (_(text), told.get("menu"))


def _hung_up(told: Told) -> tuple[str, str]:
    match told.get("by"):
        case "CALLER":
            return _("The caller hung up"), ""
        case "OPERATOR":
            return _("%(operator)s ended the call") % {"operator": told.operator}, ""
    return _("The call ended"), told.get("reason")


def _by_operator(text: str, detail: str = "") -> Wording:
    """A sentence about an operator; the text is translated when it is told."""
    return lambda told: (_(text) % {"operator": told.operator}, _(detail) if detail else _reason(told))


def _by_party(text: str) -> Wording:
    return lambda told: (_(text) % {"party": told.party}, _reason(told))


def _reason(told: Told) -> str:
    """The carrier's word for a failure in the reader's words; a reason of our own as it is."""
    reason = told.get("reason")
    return _(REASONS[reason]) if reason in REASONS else reason


def _plain(text: str, detail: str = "") -> Wording:
    return lambda _told: (_(text), _(detail) if detail else "")


def _callback_promised(told: Told) -> tuple[str, str]:
    waited = told.details.get("waited")
    detail = (
        _("after %(time)s in line") % {"time": clock_length(float(str(waited)))} if waited else told.get("to")
    )
    return _("A callback was promised"), detail


def _voicemail_left(told: Told) -> tuple[str, str]:
    seconds = told.details.get("duration")
    return _("Left a message"), clock_length(float(str(seconds))) if seconds else ""


def _question(told: Told) -> tuple[str, str]:
    return _("Read “%(question)s”") % {"question": told.get("question")}, ""


def _disposed(told: Told) -> tuple[str, str]:
    return _("Result: %(result)s") % {"result": told.get("disposition") or "–"}, told.actor


REASONS = {
    "busy": gettext_noop("the line was busy"),
    "no-answer": gettext_noop("nobody answered"),
    "failed": gettext_noop("the number could not be dialled"),
    "canceled": gettext_noop("the call was taken back"),
    "MALFORMED": gettext_noop("not a complete telephone number"),
    "EMERGENCY": gettext_noop("an emergency number"),
    "PREMIUM": gettext_noop("a number that costs more than a call"),
    "COUNTRY": gettext_noop("a country that you do not dial"),
    "CALLER_ID": gettext_noop("your number cannot be shown"),
    "NUMBER_CAP": gettext_noop("dialled too often in the last hour"),
    "COMPANY_CAP": gettext_noop("your limit of a day is reached"),
}
OPENINGS = {
    "OPEN": gettext_noop("Within opening hours"),
    "CLOSED": gettext_noop("Outside opening hours"),
    "HOLIDAY": gettext_noop("On a holiday"),
}
SHAPES = {
    EventKind.MISSED: "missed",
    EventKind.DECLINED: "missed",
    EventKind.DIAL_REFUSED: "missed",
    EventKind.OPERATOR_LOST: "lost",
    EventKind.VOICEMAIL_LEFT: "voicemail",
    EventKind.CALLBACK_PROMISED: "ringing",
    EventKind.CALLBACK_DIALED: "ringing",
    EventKind.CALLBACK_FAILED: "missed",
    EventKind.CALLBACK_DIED: "missed",
    EventKind.CLOSED: "closed",
}
WORDINGS: dict[EventKind, Wording] = {
    EventKind.ARRIVED: _arrived,
    EventKind.CRISIS: _crisis,
    EventKind.ANNOUNCED: _announced,
    EventKind.MENU_BEGAN: _menu_began,
    EventKind.MENU_HOURS: _menu_hours,
    EventKind.MENU_LANGUAGE: _menu_language,
    EventKind.MENU_CHOSEN: _menu_chosen,
    EventKind.MENU_SILENT: _at_menu(gettext_noop("Pressed nothing")),
    EventKind.MENU_WRONG: _at_menu(gettext_noop("Pressed or said something else")),
    EventKind.MENU_COLLECTED: _menu_collected,
    EventKind.MENU_CHECKED: _menu_checked,
    EventKind.MENU_ANSWERED: _at_menu(gettext_noop("Heard an answer")),
    EventKind.MENU_FORWARDED: _forwarded,
    EventKind.QUEUED: _queued,
    EventKind.FORWARDED: _forwarded,
    EventKind.OFFERED: _by_operator(gettext_noop("Offered to %(operator)s")),
    EventKind.RINGING: _by_operator(gettext_noop("Rang at %(operator)s")),
    EventKind.MISSED: _by_operator(
        gettext_noop("%(operator)s did not answer"), gettext_noop("the caller kept the place in line")
    ),
    EventKind.DECLINED: _by_operator(
        gettext_noop("%(operator)s declined"), gettext_noop("the caller kept the place in line")
    ),
    EventKind.WITHDRAWN: _by_operator(gettext_noop("No longer offered to %(operator)s")),
    EventKind.ANSWERED: _by_operator(gettext_noop("Talking with %(operator)s")),
    EventKind.HELD: _plain(gettext_noop("On hold")),
    EventKind.RESUMED: _by_operator(gettext_noop("Talking again with %(operator)s")),
    EventKind.MUTED: _by_operator(gettext_noop("%(operator)s switched the microphone off")),
    EventKind.UNMUTED: _by_operator(gettext_noop("%(operator)s switched the microphone on")),
    EventKind.QUESTION_READ: _question,
    EventKind.TRANSFER_STARTED: _by_party(gettext_noop("Calling %(party)s")),
    EventKind.TRANSFERRED: _by_party(gettext_noop("Put through to %(party)s")),
    EventKind.TRANSFER_FAILED: _by_party(gettext_noop("%(party)s could not be reached")),
    EventKind.CALLBACK_PROMISED: _callback_promised,
    EventKind.CALLBACK_DIALED: _by_operator(gettext_noop("%(operator)s calls back")),
    EventKind.CALLBACK_FAILED: lambda told: (_("The customer was not reached"), _reason(told)),
    EventKind.CALLBACK_MERGED: _plain(
        gettext_noop("The customer rang again"), gettext_noop("at the old place in line")
    ),
    EventKind.CALLBACK_DIED: _plain(
        gettext_noop("Nobody calls back any more"), gettext_noop("the time is up")
    ),
    EventKind.DIAL_REFUSED: _by_party(gettext_noop("%(party)s was not dialled")),
    EventKind.OPERATOR_LOST: _by_operator(
        gettext_noop("The line to %(operator)s was lost"), gettext_noop("the caller stayed on the line")
    ),
    EventKind.REQUEUED: _plain(gettext_noop("Waiting again"), gettext_noop("first in line")),
    EventKind.HUNG_UP: _hung_up,
    EventKind.VOICEMAIL_OFFERED: _plain(gettext_noop("Invited to leave a message")),
    EventKind.VOICEMAIL_LEFT: _voicemail_left,
    EventKind.WRAPPED_UP: _plain(gettext_noop("Wrap-up done")),
    EventKind.DISPOSED: _disposed,
    EventKind.CLOSED: _plain(gettext_noop("Closed")),
}
