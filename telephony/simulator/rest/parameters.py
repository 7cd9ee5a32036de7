"""The parameters that each resource knows (docs/voice/api); everything else is reported."""

from .paging import META


def words(text: str) -> frozenset[str]:
    """Names written one after another."""
    return frozenset(text.split())


CALL_CREATED = words(
    """
    To From Url Twiml ApplicationSid Method FallbackUrl FallbackMethod StatusCallback
    StatusCallbackMethod StatusCallbackEvent SendDigits Timeout Record RecordingChannels RecordingTrack
    RecordingStatusCallback RecordingStatusCallbackMethod RecordingStatusCallbackEvent Trim CallerId
    SipAuthUsername SipAuthPassword MachineDetection MachineDetectionTimeout
    MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout
    AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod Byoc CallReason CallToken TimeLimit
    ClientNotificationUrl
    """
)
CALL_UPDATED = words(
    """
    Url Method Twiml Status FallbackUrl FallbackMethod StatusCallback StatusCallbackMethod TimeLimit
    """
)
CALLS_LISTED = META | {"To", "From", "ParentCallSid", "Status", "StartTime", "StartTime<", "StartTime>"}
CALLS_LISTED |= {"EndTime", "EndTime<", "EndTime>"}
PARTICIPANT_CREATED = words(
    """
    To From Label Timeout TimeLimit Muted Beep StartConferenceOnEnter EndConferenceOnExit WaitUrl
    WaitMethod EarlyMedia MaxParticipants Coaching CallSidToCoach JitterBufferSize Record
    RecordingChannels RecordingTrack RecordingStatusCallback RecordingStatusCallbackMethod
    RecordingStatusCallbackEvent Trim StatusCallback StatusCallbackMethod StatusCallbackEvent
    ConferenceStatusCallback ConferenceStatusCallbackMethod ConferenceStatusCallbackEvent
    ConferenceRecord ConferenceTrim ConferenceRecordingStatusCallback
    ConferenceRecordingStatusCallbackMethod ConferenceRecordingStatusCallbackEvent Region CallerId
    CallReason CallToken MachineDetection MachineDetectionTimeout MachineDetectionSpeechThreshold
    MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AmdStatusCallback
    AmdStatusCallbackMethod ClientNotificationUrl CallerDisplayName SipAuthUsername SipAuthPassword Byoc
    """
)
PARTICIPANT_UPDATED = words(
    """
    Muted Hold HoldUrl HoldMethod AnnounceUrl AnnounceMethod WaitUrl WaitMethod BeepOnExit
    EndConferenceOnExit Coaching CallSidToCoach
    """
)
PARTICIPANTS_LISTED = META | {"Muted", "Hold", "Coaching"}
ROOM_EVENTS = words(
    """
    start end join leave mute hold modify speaker announcement
    """
)
NUMBERS_LISTED = META | {"Beta", "FriendlyName", "PhoneNumber", "Origin"}
NUMBERS_SEARCHED = META | words(
    """
    AreaCode Contains SmsEnabled MmsEnabled VoiceEnabled ExcludeAllAddressRequired
    ExcludeLocalAddressRequired ExcludeForeignAddressRequired Beta NearNumber NearLatLong Distance
    InPostalCode InRegion InRateCenter InLata InLocality FaxEnabled
    """
)
