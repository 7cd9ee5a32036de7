"""To whom a call may be put through."""

import pytest

from campaigns.people import selectors, services
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant


def test_specialists_stand_by_name_with_numbers_that_can_be_dialled(acme: Tenant, globex: Tenant) -> None:
    with in_tenant(acme):
        services.save_specialist(
            name="Zoe", role="Repairs", phone="020 7946 0201", region="GB", languages=["en"]
        )
        services.save_specialist(name="Alice", role="Printers", phone="+442079460202")
        cards = selectors.specialists()
    assert [(card["name"], card["number"]) for card in cards] == [
        ("Alice", "+442079460202"),
        ("Zoe", "+442079460201"),
    ]
    with in_tenant(globex):
        assert selectors.specialists() == []


def test_one_who_left_is_not_called_any_more(acme: Tenant) -> None:
    with in_tenant(acme):
        alice = services.save_specialist(name="Alice", role="Printers", phone="+442079460202")
        services.retire_specialist(specialist_id=alice.pk)
        assert selectors.specialists() == []
        with pytest.raises(selectors.SpecialistUnknown):
            selectors.access_specialist(specialist_id=alice.pk)


def test_another_company_s_specialist_is_unknown_here(acme: Tenant, globex: Tenant) -> None:
    with in_tenant(acme):
        alice = services.save_specialist(name="Alice", role="Printers", phone="+442079460202")
    with in_tenant(globex), pytest.raises(selectors.SpecialistUnknown):
        selectors.access_specialist(specialist_id=alice.pk)


@pytest.mark.parametrize("phone", ["", "extension 12", "+", "12"])
def test_what_is_no_number_is_refused(acme: Tenant, phone: str) -> None:
    with in_tenant(acme), pytest.raises(services.PhoneInvalid):
        services.save_specialist(name="Alice", role="", phone=phone)
