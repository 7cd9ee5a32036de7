"""The demo: three companies as somebody meets them at the first start."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from agents.roster.models import Clearance
from campaigns.dispositions import selectors as dispositions
from campaigns.people import selectors as people
from campaigns.records import selectors as records
from campaigns.records.selectors import CallFilter
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import lines
from telephony.demo.content import COMPANIES
from telephony.ivr import engine
from telephony.ivr import selectors as menus
from telephony.ivr.state import World
from telephony.numbers.models import Number
from telephony.provider.twilio.client import carrier
from telephony.queues import selectors as queues
from telephony.simulator.testing import configuration_for, running_simulator
from tenants.accounts.models import User
from tenants.billing.models import UsageRecord
from tenants.directory.selectors import access_company, companies
from tenants.knowledge import selectors as knowledge
from tenants.knowledge import services as knowledge_services
from tenants.knowledge.types import QuestionKind
from tenants.terms import selectors as terms

pytestmark = pytest.mark.xdist_group("demo")  # what is costly to make is made once


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """The demo as the first start loads it, once for this file, with the simulated carrier up."""
    folder = tmp_path_factory.mktemp("demo")
    account = {"account_sid": settings.TWILIO_ACCOUNT_SID, "auth_token": settings.TWILIO_AUTH_TOKEN}
    with running_simulator(configuration_for(folder / "simulator", **account)) as simulator:
        places = {
            "CC_DATA_DIR": folder,
            "MEDIA_ROOT": folder / "media",
            "TWILIO_API_BASE_URL": simulator.url,
            "CC_SIMULATOR_URL": simulator.url,
        }
        carrier.cache_clear()
        with django_db_blocker.unblock(), override_settings(**places), transaction.atomic():
            call_command("load_demo", verbosity=0)
            yield folder
            transaction.set_rollback(True)
    carrier.cache_clear()


@pytest.fixture(autouse=True)
def _untouched(demo: Path) -> Iterator[None]:
    """What a test changes is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def counts() -> list[Any]:
    found: list[Any] = [User.objects.count(), Number.objects.count(), UsageRecord.objects.count()]
    for company in companies():
        with in_tenant(company):
            found += [
                knowledge.tree()["count"],
                len(people.specialists()),
                len(dispositions.choices()),
                records.totals(wanted=CallFilter()).all,
            ]
    return found


def test_loaded_twice_it_is_there_once(demo: Path) -> None:
    before = counts()
    call_command("load_demo", verbosity=0)
    assert counts() == before


def test_what_a_company_changed_stays(demo: Path) -> None:
    philips = access_company(slug="philips")
    with in_tenant(philips):
        pk = knowledge.tree()["groups"][0]["questions"][0]["id"]
        knowledge_services.delete_question(question_id=pk, now=philips.created_at)
        left = knowledge.tree()["count"]
    call_command("load_demo", verbosity=0)
    with in_tenant(philips):
        assert knowledge.tree()["count"] == left


def test_each_company_speaks_its_callers_language(demo: Path) -> None:
    for company in COMPANIES:
        tenant = access_company(slug=company.slug)
        words = lines.greeting_of(schema=tenant.schema_name, language=tenant.language)
        assert words is not None
        assert (words.language, words.phrase) == (company.language, company.phrases[company.language])
    with in_tenant(access_company(slug="philips")):
        russian = knowledge.greeting(language="ru")
        dispositions_shown = [choice["label"] for choice in dispositions.choices()]
    assert russian is not None
    assert russian.phrase == "Вас приветствует справочная служба Philips, здравствуйте!"
    assert "Жалоба" in dispositions_shown


def test_a_caller_of_the_pharmacy_hears_it_in_georgian(demo: Path) -> None:
    with in_tenant(access_company(slug="tbilisi_pharmacy")):
        words = knowledge.greeting(language="ka")
    assert words is not None
    response = Client().get(words.announcement_audio)
    assert len(b"".join(response.streaming_content)) > 50_000  # type: ignore[attr-defined]


def test_every_answer_can_be_drawn_and_leads_on(demo: Path) -> None:
    for company in COMPANIES:
        with in_tenant(access_company(slug=company.slug)):
            links = [link for group in knowledge.tree()["groups"] for link in group["questions"]]
            answers = [knowledge.answer(question_id=link["id"]) for link in links]
        assert {answer["kind"] for answer in answers} == {kind.value for kind in QuestionKind}
        for answer in answers:
            assert answer["say"]
            assert answer["html"] or answer["table"]["rows"] or answer["addresses"]
            assert answer["related"]


def test_what_is_agreed_holds_and_repairs_wait_for_whom_they_need(demo: Path) -> None:
    for company in COMPANIES:
        agreed = terms.present(tenant_id=access_company(slug=company.slug).pk, now=now())
        assert agreed is not None
        assert agreed.promise == company.promise
    philips = access_company(slug="philips")
    [repairs] = [each for each in queues.queues_of(tenant_id=philips.pk) if each.name == "Ремонт"]
    assert queues.draft_of(repairs).skills == {"repairs": 4}
    with in_tenant(philips):
        flow = menus.running_now(flow_id=menus.flows().get().pk, now=now())
        assert flow is not None
    assert {"general", repairs.code} == {
        node.queue for node in flow.menu.nodes.values() if hasattr(node, "queue")
    }


def test_operators_serve_the_companies_they_are_cleared_for(demo: Path) -> None:
    cleared: dict[str, set[str]] = {}
    slugs = {company.pk: company.slug for company in companies()}
    for clearance in Clearance.objects.select_related("operator"):
        cleared.setdefault(clearance.operator.name, set()).add(slugs[clearance.tenant_id])
    assert cleared == {
        "Olga": {"philips", "hewlett_packard"},
        "Tamar": {"tbilisi_pharmacy", "philips"},
        "John": {"hewlett_packard"},
        "Irina": {"philips", "hewlett_packard", "tbilisi_pharmacy"},
    }


def test_the_last_week_has_calls_of_every_outcome_and_none_is_left_open(demo: Path) -> None:
    outcomes: set[str] = set()
    for company in COMPANIES:
        with in_tenant(access_company(slug=company.slug)):
            totals = records.totals(wanted=CallFilter())
            newest = records.calls(wanted=CallFilter()).first()
            assert newest is not None
            history = records.timeline(call_id=newest.pk)
        assert totals.all > 30
        assert totals.live == 0
        outcomes |= {name for name, count in totals.by_outcome.items() if count}
        instants = [event.at for event in history]
        assert instants == sorted(instants)
        assert newest.closed_at is not None
    assert outcomes == {"ANSWERED", "ABANDONED", "VOICEMAIL", "MISSED"}
    assert UsageRecord.objects.count() > 90


def test_every_account_of_the_list_signs_in(demo: Path) -> None:
    lines_of_table = json.loads((demo / "sign-ins.json").read_text())
    assert (demo / "sign-ins.json").stat().st_mode & 0o077 == 0
    assert len(lines_of_table) == 12
    for line in lines_of_table:
        user = User.objects.get(email=line["email"])
        assert user.check_password(line["password"])
        assert line["url"].startswith("http://")


def test_the_simulated_carrier_will_know_the_numbers(demo: Path) -> None:
    for company in COMPANIES:
        owned = carrier().find_number(e164=company.number)
        assert owned is not None
        assert Number.objects.get(e164=company.number).carrier_sid == owned.sid


def test_a_further_number_is_answered_with_a_menu_and_the_first_one_rings_at_once(demo: Path) -> None:
    with_menu, direct = lines.line_of(called="+74950000101"), lines.line_of(called="+74950000100")
    assert with_menu
    assert direct
    assert direct.flow_id is None
    with in_tenant(access_company(slug="philips")):
        running = menus.running_now(flow_id=with_menu.flow_id or 0, now=now())
        assert running
        begun = engine.begin(
            flow=running.menu,
            language="ru",
            world=World(now=now(), zone=with_menu.zone, hours=with_menu.hours),
        )
    assert begun.state.node == "main"
