"""What came of every contact: the durable record of a call, its history and its voicemail.

Schema: tenant. One CallRecord per call, keyed by the call's id.
May know: dispositions' codes as labels; the tenancy and telephone libraries.
Must not know: live calls, offers, queues, the carrier; people and queues are kept as names.
Verbs: open_record, add_event(s), answer, finish, close, save_note, keep_voicemail, store_voicemail, lose_voicemail.
"""
