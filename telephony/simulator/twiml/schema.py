"""Which verbs, nouns and attributes exist (names are case-sensitive; docs/voice/twiml, one page per verb)."""

STATUS_CALLBACK = frozenset({"statusCallback", "statusCallbackMethod", "statusCallbackEvent"})
RECORDING_CALLBACK = frozenset(
    {"recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"}
)
AMD = frozenset(
    {
        "machineDetection",
        "amdStatusCallback",
        "amdStatusCallbackMethod",
        "machineDetectionTimeout",
        "machineDetectionSpeechThreshold",
        "machineDetectionSpeechEndThreshold",
        "machineDetectionSilenceTimeout",
    }
)

ATTRIBUTES: dict[str, frozenset[str]] = {
    "Say": frozenset({"voice", "language", "loop"}),
    "Play": frozenset({"loop", "digits"}),
    "Pause": frozenset({"length"}),
    "Hangup": frozenset(),
    "Reject": frozenset({"reason"}),
    "Redirect": frozenset({"method"}),
    "Leave": frozenset(),
    "Gather": frozenset(
        [
            "input",
            "action",
            "method",
            "timeout",
            "speechTimeout",
            "numDigits",
            "finishOnKey",
            "actionOnEmptyResult",
            "language",
            "hints",
            "profanityFilter",
            "speechModel",
            "enhanced",
            "bargeIn",
            "partialResultCallback",
            "partialResultCallbackMethod",
            "debug",
            "maxSpeechTime",
        ]
    ),
    "Record": RECORDING_CALLBACK
    | frozenset(
        [
            "action",
            "method",
            "timeout",
            "finishOnKey",
            "maxLength",
            "playBeep",
            "trim",
            "transcribe",
            "transcribeCallback",
            "recordingConfigurationId",
        ]
    ),
    "Dial": RECORDING_CALLBACK
    | frozenset(
        [
            "action",
            "method",
            "timeout",
            "timeLimit",
            "hangupOnStar",
            "callerId",
            "answerOnBridge",
            "ringTone",
            "record",
            "trim",
            "recordingTrack",
            "sequential",
            "referUrl",
            "referMethod",
            "callReason",
            "events",
            "recordingConfigurationId",
        ]
    ),
    "Number": STATUS_CALLBACK | AMD | frozenset({"sendDigits", "url", "method", "byoc"}),
    "Client": STATUS_CALLBACK | frozenset({"url", "method", "clientNotificationUrl"}),
    "Identity": frozenset(),
    "Parameter": frozenset({"name", "value"}),
    "Queue": frozenset({"url", "method", "reservationSid", "postWorkActivitySid"}),
    "Conference": STATUS_CALLBACK
    | RECORDING_CALLBACK
    | frozenset(
        [
            "muted",
            "beep",
            "startConferenceOnEnter",
            "endConferenceOnExit",
            "participantLabel",
            "jitterBufferSize",
            "waitUrl",
            "waitMethod",
            "maxParticipants",
            "record",
            "region",
            "trim",
            "coach",
            "eventCallbackUrl",
            "recordingConfigurationId",
        ]
    ),
    "Enqueue": frozenset({"action", "method", "waitUrl", "waitUrlMethod", "workflowSid", "maxQueueSize"}),
}

# Known, and without an effect here; a notice in the journal says so.
NOT_SIMULATED = frozenset(
    [
        "record",
        "transcribe",
        "machineDetection",
        "sendDigits",
        "hangupOnStar",
        "sequential",
        "referUrl",
        "workflowSid",
        "partialResultCallback",
    ]
)

VERBS = frozenset({"Say", "Play", "Pause", "Hangup", "Reject", "Redirect", "Leave"}) | frozenset(
    {"Gather", "Record", "Dial", "Enqueue"}
)
CHILDREN: dict[str, frozenset[str]] = {
    "Response": VERBS,
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Dial": frozenset({"Number", "Client", "Queue", "Conference"}),
    "Client": frozenset({"Identity", "Parameter"}),
}
# Inside these all text counts, whatever SSML stands around it.
TEXT_NOUNS = frozenset({"Say", "Number", "Identity", "Queue", "Conference", "Enqueue"})

WAIT_VERBS = frozenset({"Say", "Play", "Pause", "Hangup", "Redirect", "Leave", "Gather"})
CONFERENCE_WAIT_VERBS = frozenset({"Say", "Play", "Pause", "Redirect"})
SCREENING_VERBS = frozenset({"Say", "Play", "Pause", "Gather", "Hangup", "Redirect"})
