"""What the company's pages call things: a word, a colour and a shape for each outcome and stage."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.records.segments import Stage
from campaigns.records.types import Outcome

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Sign:
    """How a state looks: `tone` is a CSS class, `shape` a symbol of the sprite. Never colour alone."""

    word: Words
    tone: str
    shape: str


IN_PROGRESS = Sign(word=_("In progress"), tone="live", shape="ringing")

OUTCOMES: dict[str, Sign] = {
    Outcome.ANSWERED: Sign(word=_("Answered"), tone="good", shape="answered"),
    Outcome.ABANDONED: Sign(word=_("Hung up waiting"), tone="bad", shape="end"),
    Outcome.VOICEMAIL: Sign(word=_("Voicemail"), tone="warn", shape="voicemail"),
    Outcome.MISSED: Sign(word=_("Missed"), tone="bad", shape="missed"),
    Outcome.MENU: Sign(word=_("Ended in the menu"), tone="note", shape="menu"),
    Outcome.CALLBACK: Sign(word=_("Asked for a callback"), tone="note", shape="ringing"),
    Outcome.MERGED: Sign(word=_("Rang again first"), tone="note", shape="answered"),
    Outcome.FORWARDED: Sign(word=_("Forwarded"), tone="good", shape="answered"),
}

STAGES: dict[Stage, Sign] = {
    Stage.GREETING: Sign(word=_("Greeting"), tone="menu", shape="menu"),
    Stage.MENU: Sign(word=_("Menu"), tone="menu", shape="menu"),
    Stage.QUEUE: Sign(word=_("Queue"), tone="queue", shape="queue"),
    Stage.RING: Sign(word=_("Ringing"), tone="ring", shape="ringing"),
    Stage.TALK: Sign(word=pgettext_lazy("part of a call", "Talk"), tone="talk", shape="talking"),
    Stage.HOLD: Sign(word=pgettext_lazy("part of a call", "Hold"), tone="hold", shape="hold"),
    Stage.VOICEMAIL: Sign(word=_("Voicemail"), tone="voicemail", shape="voicemail"),
    Stage.WRAP_UP: Sign(word=_("Wrap-up"), tone="wrap", shape="wrap"),
}


def outcome_sign(outcome: str | None) -> Sign:
    """The sign of what came of a call; None is a call that still lives."""
    return OUTCOMES[outcome] if outcome else IN_PROGRESS


def clock_length(seconds: float) -> str:
    """A length as people say it on a clock: 3:07, and 1:02:07 from an hour on."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
