"""The paths of the REST API. The official client adds `.json`; without it Twilio would answer XML, we do not."""

from aiohttp import web

from . import calls, conferences, numbers, participants, queues, recordings

BASE = "/2010-04-01/Accounts/{account}"
RECORDING = "/Recordings/{recording:RE[0-9a-f]+}{suffix:(\\.json|\\.wav|\\.mp3)?}"


def routes() -> list[web.RouteDef]:
    """Every resource."""
    return [*_numbers(), *_calls(), *_conferences(), *_queues(), *_recordings()]


def _numbers() -> list[web.RouteDef]:
    one = f"{BASE}/IncomingPhoneNumbers/{{sid}}.json"
    return [
        web.get(f"{BASE}/IncomingPhoneNumbers.json", numbers.list_numbers),
        web.post(f"{BASE}/IncomingPhoneNumbers.json", numbers.buy),
        web.get(one, numbers.fetch),
        web.post(one, numbers.update),
        web.delete(one, numbers.release),
        web.get(f"{BASE}/AvailablePhoneNumbers/{{country}}/{{kind}}.json", numbers.available),
    ]


def _calls() -> list[web.RouteDef]:
    one = f"{BASE}/Calls/{{sid}}.json"
    return [
        web.post(f"{BASE}/Calls.json", calls.create),
        web.get(f"{BASE}/Calls.json", calls.list_calls),
        web.get(one, calls.fetch),
        web.post(one, calls.update),
        web.delete(one, calls.delete),
        web.get(f"{BASE}/Calls/{{sid}}/Recordings.json", recordings.list_recordings),
    ]


def _conferences() -> list[web.RouteDef]:
    one = f"{BASE}/Conferences/{{conference}}"
    who = f"{one}/Participants/{{participant}}.json"
    return [
        web.get(f"{BASE}/Conferences.json", conferences.list_conferences),
        web.get(f"{one}.json", conferences.fetch),
        web.post(f"{one}.json", conferences.update),
        web.post(f"{one}/Participants.json", participants.create),
        web.get(f"{one}/Participants.json", participants.list_participants),
        web.get(who, participants.fetch),
        web.post(who, participants.update),
        web.delete(who, participants.delete),
    ]


def _queues() -> list[web.RouteDef]:
    one = f"{BASE}/Queues/{{queue}}.json"
    member = f"{BASE}/Queues/{{queue}}/Members/{{member}}.json"
    return [
        web.get(f"{BASE}/Queues.json", queues.list_queues),
        web.post(f"{BASE}/Queues.json", queues.create),
        web.get(one, queues.fetch),
        web.post(one, queues.update),
        web.delete(one, queues.delete),
        web.get(f"{BASE}/Queues/{{queue}}/Members.json", queues.list_members),
        web.get(member, queues.fetch_member),
        web.post(member, queues.redirect_member),
    ]


def _recordings() -> list[web.RouteDef]:
    return [
        web.get(f"{BASE}/Recordings.json", recordings.list_recordings),
        web.get(f"{BASE}{RECORDING}", recordings.fetch),
        web.delete(f"{BASE}{RECORDING}", recordings.delete),
    ]
