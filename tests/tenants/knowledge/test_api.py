"""A company keeps its own words over REST, and nobody else's."""

from typing import Any

from django.test import Client

from cc_saas.lib.tenancy import in_tenant
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tenants.knowledge import selectors
from tests.tenants.knowledge.conftest import OpenClient

QUESTIONS, GROUPS = "/api/v1/questions/", "/api/v1/groups/"


def send(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return getattr(client, method)(path, body, content_type="application/json")


def group_of(client: Client, title: str = "Repairs") -> int:
    return int(send(client, "post", GROUPS, {"title": title}).json()["id"])


def test_a_question_lives_from_its_writing_to_its_end(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    draft = {"group": group_of(client), "title": "Where?", "say": "In Leeds.", "body": "**27 Albion Street**"}
    made = send(client, "post", QUESTIONS, draft)
    assert made.status_code == 201
    address = f"{QUESTIONS}{made.json()['id']}/"
    assert client.get(address).json()["body"] == "**27 Albion Street**"
    with in_tenant(acme):
        assert selectors.tree()["groups"][0]["questions"][0]["title"] == "Where?"
    changed = send(client, "put", address, draft | {"title": "Where is it?", "is_published": False}).json()
    assert (changed["title"], changed["is_published"]) == ("Where is it?", False)
    assert [row["title"] for row in client.get(QUESTIONS).json()["results"]] == ["Where is it?"]
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_tables_and_places_are_checked_and_the_field_is_named(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    draft = {"group": group_of(client), "title": "Which?"}
    ragged = draft | {"kind": "TABLE", "table": {"columns": ["A", "B"], "rows": [["1"]]}}
    for body, field in (
        (ragged, "table"),
        (draft | {"kind": "TABLE"}, "table"),
        (draft | {"kind": "ADDRESSES"}, "addresses"),
        (draft | {"group": 10**9}, "group"),
        (draft | {"related": [10**9]}, "related"),
        (draft | {"group": 10**30}, "group"),
        (draft | {"related": [10**30]}, "related"),
        (draft | {"kind": "SONG"}, "kind"),
        (draft | {"title": "x" * 201}, "title"),
    ):
        answer = send(client, "post", QUESTIONS, body)
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == [field]
        assert answer["Content-Type"] == "application/problem+json"
    assert client.get(QUESTIONS).json()["results"] == []


def test_a_table_and_a_place_are_given_back(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    draft = {"group": group_of(client), "title": "Which?", "kind": "TABLE"}
    table = {"columns": ["A", "B"], "rows": [["1", ""], ["2", "x"]]}
    made = send(client, "post", QUESTIONS, draft | {"table": table}).json()
    assert (made["table"], made["addresses"], made["body"]) == (table, [], "")
    place = {"name": "Leeds", "address": "27 Albion Street"}
    made = send(client, "post", QUESTIONS, draft | {"kind": "ADDRESSES", "addresses": [place]}).json()
    assert made["addresses"] == [place | {"hours": "", "phone": "", "note": ""}]
    assert made["table"] is None


def test_a_group_with_questions_is_not_deleted(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    full, empty = group_of(client), group_of(client, "Empty")
    send(client, "post", QUESTIONS, {"group": full, "title": "Where?"})
    refused = client.delete(f"{GROUPS}{full}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "group_not_empty")
    assert client.delete(f"{GROUPS}{empty}/").status_code == 204
    renamed = send(client, "put", f"{GROUPS}{full}/", {"title": "Service", "position": 3}).json()
    assert renamed == {"id": full, "title": "Service", "position": 3}
    assert client.get(GROUPS).json()["results"] == [renamed]


def test_the_greeting_is_set_per_language(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    address = "/api/v1/greetings/ka/"
    assert client.get(address).status_code == 404
    body = {"phrase": "გამარჯობა, აკმე.", "announcement": "თქვენ დაუკავშირდით აკმეს."}
    assert send(client, "put", address, body).json()["is_audible"] is True
    assert client.get(address).json()["phrase"] == "გამარჯობა, აკმე."
    assert send(client, "put", address, {"phrase": " "}).status_code == 400


def test_another_company_s_key_opens_nothing(acme: Tenant, globex: Tenant, with_key: OpenClient) -> None:
    own = with_key(acme)
    address = f"{QUESTIONS}{send(own, 'post', QUESTIONS, {'group': group_of(own), 'title': 'Where?'}).json()['id']}/"
    stranger = with_key(globex, at=acme)
    for method, path in (
        ("get", QUESTIONS),
        ("get", address),
        ("delete", address),
        ("put", "/api/v1/greetings/en/"),
    ):
        assert getattr(stranger, method)(path).status_code in (401, 403)
    assert own.get(address).status_code == 200
    assert with_key(globex).get(address).status_code == 404


def test_a_viewer_reads_and_changes_nothing(acme: Tenant, viewer: OpenClient) -> None:
    client = viewer(acme)
    assert client.get(QUESTIONS).status_code == 200
    assert send(client, "post", GROUPS, {"title": "Mine"}).status_code == 403
    assert send(client, "put", "/api/v1/greetings/en/", {"phrase": "Hi"}).status_code == 403
    with in_tenant(acme):
        assert selectors.greeting(language="en") is None


def test_who_changed_what_is_written_down(acme: Tenant, with_key: OpenClient) -> None:
    client = with_key(acme)
    send(client, "put", "/api/v1/greetings/en/", {"phrase": "Acme, good afternoon."})
    (entry,) = AuditEntry.objects.filter(verb="greeting.changed")
    assert (entry.company_label, entry.details) == ("Acme Repairs", {"language": "en"})
