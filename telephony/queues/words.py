"""What people read about queues."""

from django.utils.translation import gettext_lazy as _

from telephony.queues.types import Heard, WrapUpMode

FAULTS = {
    "missing": _("This is missing."),
    "range": _("This number is too small or too large."),
    "level": _("Levels are from 1 to 5."),
    "unknown": _("This is not there any more."),
    "many": _("There are at most six."),
    "twice": _("Two of them begin at the same second."),
    "empty": _("Say what is asked less from then on."),
    "number": _("Write a whole number."),
    "unsafe": _(
        "Callers are put through to ordinary numbers in the countries of your own numbers, written +995 32 2 00 01 20."
    ),
}
HEARD = {Heard.RINGING: _("Ringing"), Heard.MUSIC: _("Music")}
WRAP_UP = {
    WrapUpMode.TIMED: _("A time, then ready again"),
    WrapUpMode.OPEN: _("Until the operator is done"),
    WrapUpMode.OPTIONAL_TIMED: _("A time, if the operator asks for it"),
    WrapUpMode.OPTIONAL: _("Until she is done, if the operator asks for it"),
    WrapUpMode.NONE: _("None"),
}
VERBS = {
    "queue.made": _("Made"),
    "queue.changed": _("Changed"),
    "queue.deleted": _("Deleted"),
    "queue.restored": _("Brought back"),
    "queue.lent": _("Changed for a while by the call centre"),
    "queue.lending_ended": _("The call centre's change has ended"),
}
"""Verbs of the audit."""

PARTS = {
    "name": _("Name"), "language": _("Language"), "languages": _("Languages"), "priority": _("Priority"),
    "is_urgent": _("Urgent line"), "skills": _("Skills"), "group_ids": _("Groups"), "target_percent": _("Service level"),
    "target_time": _("Service level"), "short_abandon_time": _("Short abandons"), "max_size": _("Largest line"),
    "max_wait_time": _("Longest wait"), "heard": _("Callers hear"), "tells_wait": _("Expected wait"),
    "wrap_up_mode": _("Work after a call"), "wrap_up_time": _("Work after a call"),
    "auto_answer": _("Answering"), "own_first_time": _("Own agents first"), "rings": _("Rings"), "overflow": _("Overflow"),
}  # fmt: skip
