"""The way in, in a real browser: on the outsourcer's host and on a company's, wide and narrow, in three languages."""

from itertools import product
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.services import create_company
from tests.browser.looking import NARROW, WIDE, check_look, shoot
from tests.browser.stage import borrowed, unbroken, well
from tests.browser.tabs import Tabs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]

EMAIL, PASSWORD = "pia@example.org", "a long enough secret"
FOR_ANYBODY = (
    "/sign-in/",
    "/password/forgotten/",
    "/password/forgotten/sent/",
    "/sign-in/inactive/",
    "/nothing-here/",
)
FOR_PEOPLE = ("/sign-out/", "/password/", "/second-factor/", "/second-factor/add/", "/api/v1/docs/")


@pytest.fixture
def hosts(live_server: Any) -> dict[str, str]:
    """Addresses of the public host and of a company's, with one person who may enter the latter."""
    port = live_server.url.rpartition(":")[2]
    _people()
    cache.clear()
    return {"public": f"http://localhost:{port}", "company": f"http://acme-1.localhost:{port}"}


def _people() -> None:
    company, _ = create_company(
        slug="acme_1", name="Acme Repairs", language="en", timezone="Asia/Tbilisi", colour="#f2c200"
    )
    user, _ = create_user(email=EMAIL, name="Pia", password=PASSWORD)
    add_member(user=user, role=Role.OWNER, tenant_id=company.pk)


def test_pages_for_anybody_are_well(hosts: dict[str, str], tabs: Tabs) -> None:
    page = borrowed(tabs, site=hosts["company"], locale="en")
    for (where, host), path in product(hosts.items(), FOR_ANYBODY):
        page.goto(host + path)
        name = f"entrance-{where}-{path.strip('/').replace('/', '-')}"
        for size in (WIDE, NARROW):
            check_look(page, name, size, "light")
        unbroken(page)


def test_one_signs_in_by_key_and_out_again(hosts: dict[str, str], tabs: Tabs) -> None:
    page = borrowed(tabs, site=hosts["company"], locale="en")
    page.goto(f"{hosts['company']}/sign-in/")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This e-mail and password do not open this address.")
    well(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/")
    for path in FOR_PEOPLE:
        page.goto(hosts["company"] + path)
        shoot(page, f"entrance-{path.strip('/').replace('/', '-')}")
        if "docs" not in path:  # Swagger's own page is not ours to mend; it must still obey the policy
            well(page)
        unbroken(page)
    page.goto(f"{hosts['company']}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{hosts['company']}/calls/")
    page.wait_for_url("**/sign-in/?next=/calls/")


def test_the_band_has_the_companys_colour_and_a_readable_name(hosts: dict[str, str], tabs: Tabs) -> None:
    page = borrowed(tabs, site=hosts["company"], locale="en")
    page.goto(f"{hosts['company']}/sign-in/")
    band = page.locator(".band")
    expect(band).to_contain_text("Acme Repairs")
    expect(band).to_have_css("background-color", "rgb(242, 194, 0)")
    expect(band).to_have_css("color", "rgb(0, 0, 0)")


def test_the_language_is_chosen_before_signing_in(hosts: dict[str, str], tabs: Tabs) -> None:
    page = borrowed(tabs, site=hosts["company"], locale="en", size=NARROW)
    page.goto(f"{hosts['company']}/sign-in/")
    for name, language in (("Русский", "ru"), ("ქართული", "ka"), ("English", "en")):
        page.get_by_role("button", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        shoot(page, f"entrance-{language}")
        well(page)
