"""What people read about crises."""

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "priority": _("Priority is from 0 to 100."),
    "minutes": _("A crisis lasts from 5 minutes to 24 hours."),
    "reserved": _("Reserved answers: a whole number up to 10,000."),
    "greeting": _("A greeting has at most 1,000 letters."),
    "after": _("Seconds: a whole number."),
    "overflow": _("Choose where callers go."),
    "unsafe": _(
        "Callers are put through to ordinary numbers in the countries of your own numbers, written +995 32 2 00 01 20."
    ),
    "flow": _("This menu is not there any more."),
    "voice": _("The voice is not there now. Try again in a minute."),
    "no_plan": _("Save the plan first."),
    "already": _("It is on, or somebody has asked for it already."),
    "lapsed": _("Nobody has asked for it in the last ten minutes."),
    "same_person": _("Somebody else has to confirm: you have asked for it."),
    "phones": _("Telephones: one to ten numbers, one a line, written +995 32 2 00 01 20."),
    "no_code": _("There is no code that waits for somebody."),
    "same_maker": _("Somebody else has to agree: you have made the code."),
    "nothing": _("No crisis is on."),
}
