"""The verbs by their names."""

from .dial import dial
from .enqueue import enqueue
from .gather import gather
from .record import record
from .runner import Verb
from .speech import pause, play, say
from .steering import hangup, leave, redirect, reject

ALL: dict[str, Verb] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Hangup": hangup,
    "Reject": reject,
    "Redirect": redirect,
    "Leave": leave,
    "Gather": gather,
    "Record": record,
    "Dial": dial,
    "Enqueue": enqueue,
}
