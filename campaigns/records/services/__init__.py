"""Everything that is written about calls."""

from campaigns.records.services.calls import (
    add_event,
    add_events,
    answer,
    change_language,
    close,
    finish,
    new_events,
    new_record,
    open_record,
    save_note,
)
from campaigns.records.services.disposing import save_disposition
from campaigns.records.services.messages_left import has_voicemail, leave_voicemail
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
    "change_language",
    "close",
    "finish",
    "has_voicemail",
    "keep_voicemail",
    "leave_voicemail",
    "lose_voicemail",
    "media_folder",
    "new_events",
    "new_record",
    "open_record",
    "save_disposition",
    "save_note",
    "store_voicemail",
]
