"""The only place where TwiML is written."""

from functools import singledispatch

from twilio.twiml.voice_response import Dial, VoiceResponse

from telephony.provider import documents
from telephony.provider.documents import Document, Step

# Neural voices; a language without an entry here has no <Say> voice, and is played from files.
VOICES = {"en-GB": "Polly.Amy", "en-US": "Polly.Joanna", "ru-RU": "Polly.Tatyana"}
ROOM_EVENTS = "start end join leave mute hold"


def render(document: Document) -> str:
    """Return the TwiML of a document."""
    response = VoiceResponse()
    for step in document:
        _write(step, response)
    return str(response)


@singledispatch
def _write(step: Step, response: VoiceResponse) -> None:
    raise TypeError(f"no TwiML for {step!r}")


@_write.register
def _(step: documents.Say, response: VoiceResponse) -> None:
    response.say(step.text, language=step.language, voice=VOICES.get(step.language))


@_write.register
def _(step: documents.Play, response: VoiceResponse) -> None:
    response.play(step.url, loop=step.loop)


@_write.register
def _(step: documents.GoTo, response: VoiceResponse) -> None:
    response.redirect(step.url, method="POST")


@_write.register
def _(step: documents.Wait, response: VoiceResponse) -> None:
    response.enqueue(
        step.queue, action=step.left_url, method="POST", wait_url=step.wait_url, wait_url_method="POST"
    )


@_write.register
def _(step: documents.StopWaiting, response: VoiceResponse) -> None:
    response.leave()


@_write.register
def _(step: documents.Talk, response: VoiceResponse) -> None:
    dial = Dial(action=step.left_url, method="POST")
    dial.conference(
        step.room,
        beep="false",
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        participant_label=step.label,
        wait_url="",
        status_callback=step.events_url,
        status_callback_method="POST",
        status_callback_event=ROOM_EVENTS,
    )
    response.append(dial)


@_write.register
def _(step: documents.Record, response: VoiceResponse) -> None:
    response.record(
        action=step.taken_url,
        method="POST",
        max_length=step.longest_time,
        play_beep=True,
        finish_on_key="#",
        recording_status_callback=step.ready_url,
        recording_status_callback_method="POST",
        recording_status_callback_event="completed absent",
    )


@_write.register
def _(step: documents.Forward, response: VoiceResponse) -> None:
    dial = Dial(caller_id=step.caller_id)
    if step.left_url:
        dial = Dial(caller_id=step.caller_id, action=step.left_url, method="POST", timeout=step.ring_time)
    dial.number(step.number)
    response.append(dial)


@_write.register
def _(step: documents.Ask, response: VoiceResponse) -> None:
    """Silence is told too (actionOnEmptyResult); the redirect behind it is for carriers that do not know that."""
    speech = {}
    if step.speech_language:
        speech = {"language": step.speech_language, "speech_timeout": "auto", "hints": _hints(step.hints)}
    gather = response.gather(
        input="dtmf speech" if step.speech_language else "dtmf",
        action=step.answer_url,
        method="POST",
        timeout=step.wait,
        num_digits=step.most,
        finish_on_key=step.finish,
        action_on_empty_result=True,
        **speech,
    )
    for words in step.spoken:
        _write(words, gather)
    response.redirect(step.answer_url, method="POST")


def _hints(hints: tuple[str, ...]) -> str | None:
    """At most 500 of 100 characters each; a comma parts them."""
    return ",".join(hint.replace(",", " ")[:100] for hint in hints[:500]) or None


@_write.register
def _(step: documents.HangUp, response: VoiceResponse) -> None:
    response.hangup()
