"""A company's calls over REST: the company's own, and only on its own host."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from campaigns.records import services as records
from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tests.campaigns.conftest import ARRIVAL, CALLER, open_call

LIST = "/api/v1/calls/"
WithKey = Callable[[Tenant], Client]
SignedIn = Callable[[Tenant, Role], Client]
Answered = Callable[..., UUID]


def test_a_call_says_who_rang_and_what_came_of_it(
    acme: Tenant, with_key: WithKey, answered_call: Answered
) -> None:
    call_id = answered_call(acme)
    found = with_key(acme).get(LIST).json()
    assert (found["next"], found["previous"]) == (None, None)
    (call,) = found["results"]
    expected = {
        "id": str(call_id),
        "direction": "INBOUND",
        "caller": CALLER,
        "called": "+442079460100",
        "outcome": "ANSWERED",
        "started_at": "2026-11-09T11:02:07Z",
        "answered_at": "2026-11-09T11:03:06Z",
        "ended_at": "2026-11-09T11:07:00Z",
        "wait_time": 41,
        "talk_time": 196,
        "hold_time": 38,
        "operator": "Olga",
        "disposition": {"code": "repair", "label": "Repair, urgent"},
    }
    assert expected.items() <= call.items()


def test_one_call_comes_with_its_events_in_order(
    acme: Tenant, with_key: WithKey, answered_call: Answered
) -> None:
    call = with_key(acme).get(f"{LIST}{answered_call(acme)}/").json()
    kinds = [event["kind"] for event in call["events"]]
    assert kinds[:4] == ["ARRIVED", "QUEUED", "RINGING", "ANSWERED"]
    assert call["events"][1]["details"] == {"queue": "Repairs", "position": 3}


def test_pages_follow_each_other_newest_first(
    acme: Tenant, with_key: WithKey, answered_call: Answered
) -> None:
    made = [str(answered_call(acme, at=ARRIVAL + timedelta(minutes=minute))) for minute in range(5)]
    client, link, read = with_key(acme), f"{LIST}?limit=2", []
    while link:
        page = client.get(link).json()
        read += [call["id"] for call in page["results"]]
        link = page["next"]
    assert read == made[::-1]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"outcome": "ANSWERED"}, 1),
        ({"outcome": "IN_PROGRESS"}, 1),
        ({"outcome": "MISSED"}, 0),
        ({"caller": CALLER}, 1),
        ({"started_at_after": "2026-11-09T11:02:07Z"}, 2),
        ({"started_at_before": "2026-11-09T11:02:07Z"}, 0),
        ({"started_at_after": "2026-11-09T11:02:08Z", "started_at_before": "2026-11-10T00:00:00Z"}, 1),
    ],
)
def test_filters(
    acme: Tenant, with_key: WithKey, answered_call: Answered, query: dict[str, str], number: int
) -> None:
    answered_call(acme)
    with in_tenant(acme):
        open_call(uuid4(), at=ARRIVAL + timedelta(minutes=1), caller="+995555012093")
    assert len(with_key(acme).get(LIST, query).json()["results"]) == number


@pytest.mark.parametrize(
    "query", [{"outcome": "LOST"}, {"caller": "anonymous"}, {"started_at_after": "yesterday"}]
)
def test_a_wrong_filter_is_told_not_ignored(acme: Tenant, with_key: WithKey, query: dict[str, str]) -> None:
    response = with_key(acme).get(LIST, query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == list(query)


def test_strangers_are_turned_away(acme: Tenant) -> None:
    assert Client(headers={"host": acme.host}).get(LIST).status_code == 401


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_people_of_the_company_may_read(acme: Tenant, signed_in: SignedIn, role: Role) -> None:
    assert signed_in(acme, role).get(LIST).status_code == 200


def test_another_companys_calls_do_not_exist(
    acme: Tenant, globex: Tenant, with_key: WithKey, answered_call: Answered
) -> None:
    call_id = answered_call(acme)
    client = with_key(globex)
    assert client.get(LIST).json()["results"] == []
    assert client.get(f"{LIST}{call_id}/").status_code == 404


def test_a_key_opens_one_companys_host_only(acme: Tenant, globex: Tenant, with_key: WithKey) -> None:
    client = with_key(acme)
    assert client.get(LIST, headers={"host": globex.host}).status_code == 401
    assert client.get(LIST, headers={"host": "localhost"}).status_code in (401, 404)


def test_a_message_is_heard_by_those_who_may(
    acme: Tenant,
    globex: Tenant,
    with_key: WithKey,
    signed_in: SignedIn,
    answered_call: Answered,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.CC_DATA_DIR = tmp_path
    call_id = answered_call(acme)
    with in_tenant(acme):
        records.keep_voicemail(call_id=call_id, recording_sid="RE1", duration=12, now=ARRIVAL)
        waiting = with_key(acme).get(f"{LIST}{call_id}/").json()["voicemails"][0]
        records.store_voicemail(recording_sid="RE1", content=b"RIFFsound", now=ARRIVAL)
    assert (waiting["state"], waiting["url"]) == ("PENDING", None)
    (message,) = with_key(acme).get(f"{LIST}{call_id}/").json()["voicemails"]
    page = f"/calls/{call_id}/voicemail/{message['id']}/"
    for client, address in ((with_key(acme), message["url"]), (signed_in(acme, Role.OWNER), page)):
        assert b"".join(client.get(address)) == b"RIFFsound"
    heard = AuditEntry.objects.filter(verb="listened-to-voicemail", company_id=acme.pk)
    assert [entry.details["call_id"] for entry in heard] == [str(call_id)] * 2
    assert signed_in(acme, Role.VIEWER).get(page).status_code == 403
    assert signed_in(globex, Role.OWNER).get(page).status_code == 404
    assert with_key(globex).get(message["url"]).status_code == 404
    assert Client(headers={"host": acme.host}).get(page).status_code in (302, 403)


def test_the_interface_is_described(acme: Tenant) -> None:
    paths = Client(headers={"host": acme.host}).get("/api/v1/schema/?format=json").json()["paths"]
    listed = paths["/api/v1/calls/"]["get"]
    assert {"outcome", "started_at_after", "started_at_before", "caller", "cursor"} <= {
        parameter["name"] for parameter in listed["parameters"]
    }
    assert "/api/v1/calls/{call_id}/" in paths
    refused = paths["/api/v1/crisis/confirm/"]["post"]["responses"]["409"]["content"]["application/json"]
    assert [one["value"]["code"] for one in refused["examples"].values()] == ["same_person"]
