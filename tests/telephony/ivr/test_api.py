"""The REST of menus: a draft, its problems by node, versions, going back, numbers and hours; each noted in the audit."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from telephony.ivr import pages, selectors
from telephony.ivr.models import Flow
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.queues.services import open_default_queue
from tenants.accounts.services import issue_token
from tenants.audit.selectors import entries
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tests.telephony.ivr.menus import node, repairs_menu

JSON = dict[str, Any]
MENU = "/api/v1/flows/"


def simple_menu() -> JSON:
    """Without what a new company does not have: an answer, a second queue."""
    menu = repairs_menu()
    menu["nodes"] = [one for one in menu["nodes"] if one["id"] not in ("order", "repairs", "shops")]
    node(menu, "main")["choices"] = [
        {"key": "1", "title": "End", "next": "bye"},
        *node(menu, "main")["choices"][2:],
    ]
    return menu


@pytest.fixture
def company(db: None) -> Tenant:
    company = create_company(slug="acme", name="Acme", language="en", timezone="Asia/Tbilisi")[0]
    open_default_queue(tenant_id=company.pk, name="General", language="en")
    numbers.assign_number(e164="+442079460100", tenant_id=company.pk, now=now())
    return company


class Api:
    """A program of the company's."""

    def __init__(self, company: Tenant) -> None:
        key = issue_token(now=now(), tenant_id=company.pk)
        self._client = Client(headers={"host": company.host, "authorization": f"Bearer {key}"})

    def ask(self, method: str, path: str, body: object = None, *, status: int = 200) -> Any:
        """Ask, expect a status, return the JSON."""
        answer = getattr(self._client, method)(f"/api/v1/{path}", data=body, content_type="application/json")
        assert answer.status_code == status, answer.content.decode()[:600]
        return answer.json() if answer.content else None


@pytest.fixture
def api(company: Tenant) -> Api:
    return Api(company)


@pytest.fixture
def flow(api: Api) -> JSON:
    """A menu that could be published."""
    made: JSON = api.ask("post", "flows/", {"name": "Main", "draft": simple_menu()}, status=201)
    return made


def audited(company: Tenant) -> list[str]:
    """What was noted, oldest first."""
    return [entry.verb for entry in reversed(entries(company_id=company.pk))]


def test_a_new_menu_lets_callers_wait_and_can_be_published_as_it_is(api: Api) -> None:
    made = api.ask("post", "flows/", {"name": "Plain"}, status=201)
    assert api.ask("post", f"flows/{made['id']}/validate/", {})["problems"] == []
    assert api.ask("post", f"flows/{made['id']}/publish/", {}, status=201)["number"] == 1


def test_a_draft_is_kept_with_its_problems_each_at_its_node(api: Api, flow: JSON) -> None:
    draft = simple_menu()
    node(draft, "main")["otherwise"] = ""
    answer = api.ask("put", f"flows/{flow['id']}/", {"name": "Main", "draft": draft, "revision": 1})
    (problem,) = answer["problems"]
    assert (problem["fault"], problem["node"], problem["field"]) == ("DEAD_END", "main", "otherwise")
    assert problem["text"] == "After the last try: choose where the call goes then."
    assert {box["id"] for box in answer["drawing"]["boxes"]} == {one["id"] for one in draft["nodes"]}
    assert api.ask("get", f"flows/{flow['id']}/")["draft"] == draft


def test_what_has_problems_is_not_published_and_the_answer_names_the_nodes(api: Api, flow: JSON) -> None:
    draft = simple_menu()
    node(draft, "general")["queue"] = "moon"
    node(draft, "hello")["say"] = {}
    api.ask("put", f"flows/{flow['id']}/", {"name": "Main", "draft": draft})
    refused = api.ask("post", f"flows/{flow['id']}/publish/", {}, status=422)
    assert (refused["code"], refused["status"]) == ("menu_has_problems", 422)
    found = {(one["fault"], one["node"]) for one in refused["problems"]}
    assert found == {("UNKNOWN_QUEUE", "general"), ("MISSING_PROMPT", "hello")}
    assert api.ask("get", f"flows/{flow['id']}/versions/")["results"] == []


def test_versions_are_published_compared_and_gone_back_to(api: Api, company: Tenant, flow: JSON) -> None:
    path = f"flows/{flow['id']}/"
    api.ask("post", f"{path}publish/", {"note": "First"}, status=201)
    draft = simple_menu()
    node(draft, "hello")["say"]["en"] = "Welcome"
    kept = api.ask("put", path, {"name": "Main", "draft": draft, "revision": 1})
    (change,) = kept["changes"]
    assert (change["where"], change["before"], change["after"]) == ("Greeting", "Good day (en)", "Welcome")
    api.ask("post", f"{path}publish/", {}, status=201)
    back = api.ask("post", f"{path}versions/1/restore/", status=201)
    assert (back["number"], back["restored_from"]) == (3, 1)
    with in_tenant(company):
        live = selectors.live_version(flow_id=flow["id"], now=now())
    assert live
    assert live.number == 3
    assert (
        api.ask("get", f"{path}versions/3/")["document"] == api.ask("get", f"{path}versions/1/")["document"]
    )
    assert node(api.ask("get", path)["draft"], "hello")["say"]["en"] == "Good day (en)"
    assert audited(company) == ["menu.created", "menu.published", "menu.published", "menu.restored"]


def test_a_version_for_later_can_be_taken_back_until_it_begins(api: Api, flow: JSON) -> None:
    path = f"flows/{flow['id']}/"
    later = (now() + timedelta(days=1)).isoformat()
    api.ask("post", f"{path}publish/", {"live_from": later}, status=201)
    shown = api.ask("get", path)
    assert (shown["live"], shown["coming"]["number"]) == (None, 1)
    api.ask("post", f"{path}versions/1/cancel/")
    assert api.ask("get", path)["coming"] is None
    api.ask("post", f"{path}versions/1/cancel/", status=409)


def test_a_time_without_a_zone_is_on_the_companys_clock(api: Api, flow: JSON) -> None:
    made = api.ask("post", f"flows/{flow['id']}/publish/", {"live_from": "2099-01-01T12:00"}, status=201)
    assert made["live_from"].startswith("2099-01-01T12:00:00+04:00")


def test_two_who_change_one_draft(api: Api, flow: JSON) -> None:
    path = f"flows/{flow['id']}/"
    api.ask("put", path, {"name": "Main", "draft": simple_menu(), "revision": 1})
    refused = api.ask("put", path, {"name": "Main", "draft": simple_menu(), "revision": 1}, status=409)
    assert refused["code"] == "changed_meanwhile"
    assert api.ask("post", "flows/", {"name": "Main"}, status=409)["code"] == "name_taken"


def test_a_number_is_answered_with_a_menu_which_then_is_not_deleted(
    api: Api, company: Tenant, flow: JSON
) -> None:
    (number,) = api.ask("get", "numbers/")["results"]
    assert number["flow"] is None
    api.ask("put", f"numbers/{number['id']}/", {"flow": 999}, status=400)
    assert api.ask("put", f"numbers/{number['id']}/", {"flow": flow["id"]})["flow"] == flow["id"]
    assert api.ask("delete", f"flows/{flow['id']}/", status=409)["code"] == "menu_in_use"
    api.ask("put", f"numbers/{number['id']}/", {"flow": None})
    api.ask("delete", f"flows/{flow['id']}/", status=204)
    with in_tenant(company):
        assert not Flow.objects.exists()
    assert audited(company) == [
        "menu.created",
        "number.answered_with",
        "number.answered_with",
        "menu.deleted",
    ]


def test_a_number_leads_to_a_queue_of_the_company_and_no_other(api: Api, company: Tenant, flow: JSON) -> None:
    queue = open_default_queue(tenant_id=company.pk, name="General", language="en")
    other = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    theirs = open_default_queue(tenant_id=other.pk, name="General", language="en")
    (number,) = api.ask("get", "numbers/")["results"]
    path = f"numbers/{number['id']}/"
    assert api.ask("put", path, {"flow": flow["id"], "queue": queue.pk})["queue"] == queue.pk
    assert api.ask("put", path, {"flow": None})["queue"] == queue.pk, (
        "a program that knows no queues changes none"
    )
    api.ask("put", path, {"flow": flow["id"], "queue": theirs.pk}, status=400)
    kept = Number.objects.get(pk=number["id"])
    assert (kept.flow_id, kept.queue_id) == (None, queue.pk)
    assert audited(company).count("number.leads_to") == 1


def test_the_number_of_another_company_is_not_there(api: Api, flow: JSON) -> None:
    other = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    theirs, _ = numbers.assign_number(e164="+442079460199", tenant_id=other.pk, now=now())
    api.ask("put", f"numbers/{theirs.pk}/", {"flow": flow["id"]}, status=404)
    assert Number.objects.get(pk=theirs.pk).flow_id is None
    assert Api(other).ask("get", "flows/")["results"] == []


def test_opening_hours_are_checked(api: Api, company: Tenant) -> None:
    hours = {"week": {"mon": ["09:00-18:00"]}, "holidays": {"country": "GE"}, "closed": ["2026-12-31"]}
    assert api.ask("put", "opening-hours/", hours)["week"] == hours["week"]
    assert api.ask("get", "opening-hours/")["holidays"] == {"country": "GE"}
    refused = api.ask("put", "opening-hours/", {"holidays": {"country": "ATLANTIS"}}, status=400)
    assert "holidays.country" in refused["errors"]
    assert audited(company) == ["hours.changed"]


def test_a_call_is_tried_step_by_step(api: Api, flow: JSON) -> None:
    path = f"flows/{flow['id']}/try/"
    begun = api.ask("post", path, {})
    assert [words["text"] for words in begun["said"]] == ["Good day (en)", "Press (en)"]
    assert (begun["node"], begun["then"]["kind"]) == ("main", "ask")
    wrong = api.ask("post", path, {"state": begun["state"], "input": {"press": "9"}})
    assert wrong["said"][0]["text"] == "No such key (en)"
    over = api.ask("post", path, {"state": wrong["state"], "input": {"press": "1"}})
    assert (over["node"], over["over"], over["then"]["kind"]) == ("bye", True, "end")
    for rubbish in (
        {"state": {"node": 1}},
        {"state": begun["state"], "input": {"dance": 1}},
        {"state": 5, "input": {}},
    ):
        api.ask("post", path, rubbish, status=400)


def test_rubbish_is_never_an_error_of_ours(api: Api, company: Tenant, flow: JSON) -> None:
    mixed = {"version": 1, "nodes": [{"id": "a", "kind": "MENU", "choices": [5]}]}
    rubbish: list[Any] = [[], 5, "x", {"nodes": 1}, mixed]
    for draft in rubbish:
        status = 200 if isinstance(draft, dict) else 400
        answer = api.ask("post", f"flows/{flow['id']}/validate/", {"draft": draft}, status=status)
        assert answer.get("problems") or answer["code"] == "invalid"
        api.ask(
            "post", "flows/", {"name": "New", "draft": draft}, status=201 if isinstance(draft, dict) else 400
        )
        api.ask(
            "post", "flows/", {"name": "New", "draft": draft}, status=409 if isinstance(draft, dict) else 400
        )
        with in_tenant(company), override_settings(ROOT_URLCONF="cc_saas.urls.company"):
            for kept in Flow.objects.filter(name="New"):
                shown = pages.editor(kept, company, now=now(), may_edit=True)
                assert shown["data"]["flow"]["draft"]["version"] == 1
                assert len(pages.overview(company, now=now())["flows"]) == 2
                kept.delete()
    api.ask("get", "flows/999/", status=404)
    api.ask("get", f"flows/{flow['id']}/versions/9/", status=404)


def test_the_menus_that_name_a_queue_are_known_before_it_is_deleted(
    api: Api, company: Tenant, flow: JSON
) -> None:
    draft = simple_menu()
    draft["nodes"].append({"id": "late", "kind": "QUEUE", "queue": "evening", "gone": "general"})
    node(draft, "main")["choices"].append({"key": "7", "title": "Evening", "next": "late"})
    api.ask("put", f"flows/{flow['id']}/", {"name": "Main", "draft": draft})
    api.ask("post", f"flows/{flow['id']}/publish/", {}, status=201)
    with in_tenant(company):
        named = {
            code: selectors.flows_naming_queue(code=code, now=now())
            for code in ("general", "evening", "moon")
        }
    assert {code: [one.name for one in found] for code, found in named.items()} == {
        "general": ["Main"], "evening": [], "moon": [],
    }  # fmt: skip


def test_the_schema_is_published(api: Api) -> None:
    assert api.ask("get", "flow-schema/")["title"] == "Menu of a telephone line"


def test_a_georgian_menu_has_its_sound_before_it_is_live(api: Api, company: Tenant) -> None:
    draft: JSON = {"version": 1, "languages": ["ka"], "start": "a", "nodes": [
        {"id": "a", "kind": "HANG_UP", "title": "End", "say": {"ka": "ნახვამდის."}},
    ]}  # fmt: skip
    made = api.ask("post", "flows/", {"name": "ka", "draft": draft}, status=201)
    api.ask("post", f"flows/{made['id']}/publish/", {}, status=201)
    with in_tenant(company):
        version = selectors.live_version(flow_id=made["id"], now=now())
    assert version
    (name,) = version.sounds.values()
    heard = Client(headers={"host": "localhost"}).get(f"/hooks/audio/{name}.wav")
    assert heard.status_code == 200
    assert heard["Content-Type"] == "audio/wav"
    heard.close()
