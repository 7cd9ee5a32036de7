"""The company's pages on the server's side: who may see them, and when they have news."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tests.campaigns.conftest import ARRIVAL, CALLER, open_call

SignedIn = Callable[[Tenant, Role], Client]
Answered = Callable[..., UUID]


def seen_of(page: str) -> str:
    """The mark with which a page asks whether there is news."""
    return page.partition("seen=")[2].partition('"')[0]


def test_nobody_reads_without_signing_in(acme: Tenant) -> None:
    response = Client(headers={"host": acme.host}).get("/calls/")
    assert response.status_code == 302
    assert "next=/calls/" in response["Location"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_owner_and_viewer_read(
    acme: Tenant, signed_in: SignedIn, answered_call: Answered, role: Role
) -> None:
    call_id = answered_call(acme)
    client = signed_in(acme, role)
    assert "+7 495 000-01-42" in client.get("/calls/?period=all").content.decode()
    page = client.get(f"/calls/{call_id}/").content.decode()
    assert "15:02:07" in page, "the company's clock: 11:02 UTC is 15:02 in Tbilisi"
    assert "Ring after six." in page


def test_a_session_of_one_company_opens_nothing_at_another(
    acme: Tenant, globex: Tenant, signed_in: SignedIn, answered_call: Answered
) -> None:
    call_id = answered_call(acme)
    stranger = signed_in(globex, Role.OWNER)
    assert stranger.get(f"/calls/{call_id}/").status_code == 404
    assert CALLER[-4:] not in stranger.get("/calls/?period=all").content.decode()
    assert stranger.get(f"/calls/{call_id}/", headers={"host": acme.host}).status_code == 302


def test_a_page_is_answered_only_when_there_is_news(acme: Tenant, signed_in: SignedIn) -> None:
    client = signed_in(acme, Role.VIEWER)
    first = client.get("/calls/?period=all").content.decode()
    assert client.get(f"/calls/?period=all&seen={seen_of(first)}").status_code == 204
    with in_tenant(acme):
        open_call(uuid4(), at=ARRIVAL)
    news = client.get(f"/calls/?period=all&seen={seen_of(first)}")
    assert news.status_code == 200
    assert "<html" not in news.content.decode()


@pytest.mark.parametrize(
    ("search", "number"),
    [
        ("495 000", 1),
        ("+7 (495)", 1),
        ("olga", 1),
        ("urgent", 1),
        ("after six", 1),
        ("nothing", 0),
        ("%", 0),
        ("+", 0),
    ],
)
def test_search(acme: Tenant, signed_in: SignedIn, answered_call: Answered, search: str, number: int) -> None:
    answered_call(acme)
    page = signed_in(acme, Role.VIEWER).get("/calls/", {"q": search}).content.decode()
    assert page.count('id="call-') == number


def test_rubbish_in_the_address_is_no_error(
    acme: Tenant, signed_in: SignedIn, answered_call: Answered
) -> None:
    answered_call(acme)
    client = signed_in(acme, Role.VIEWER)
    for query in ("outcome=LOST", "period=ever", "from=x&to=y", "from=2026-02-31", "seen=", "q=%00"):
        assert client.get(f"/calls/?{query}").status_code == 200, query
    assert client.get("/calls/?cursor=rubbish").status_code == 404
    assert client.get(f"/calls/{uuid4()}/").status_code == 404


def test_dates_are_the_companys(acme: Tenant, signed_in: SignedIn, answered_call: Answered) -> None:
    answered_call(acme, at=ARRIVAL.replace(hour=21))  # one in the night of the 10th in Tbilisi
    client = signed_in(acme, Role.VIEWER)
    for day, number in (("2026-11-09", 0), ("2026-11-10", 1)):
        page = client.get("/calls/", {"from": day, "to": day}).content.decode()
        assert page.count('id="call-') == number


def test_pages_ask_the_database_little_however_many_calls(
    acme: Tenant,
    signed_in: SignedIn,
    answered_call: Answered,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for minute in range(30):
        answered_call(acme, at=ARRIVAL + timedelta(minutes=minute))
    client = signed_in(acme, Role.VIEWER)
    client.get("/calls/?period=all")
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        client.get("/calls/?period=all")
