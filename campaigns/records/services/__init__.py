"""Everything that is written about calls."""

from campaigns.records.services.calls import (
    add_event,
    add_events,
    answer,
    close,
    finish,
    open_record,
    save_note,
)
from campaigns.records.services.voicemail import (
    VoicemailUnknown,
    keep_voicemail,
    lose_voicemail,
    media_folder,
    store_voicemail,
)

__all__ = [
    "VoicemailUnknown",
    "add_event",
    "add_events",
    "answer",
    "close",
    "finish",
    "keep_voicemail",
    "lose_voicemail",
    "media_folder",
    "open_record",
    "save_note",
    "store_voicemail",
]
