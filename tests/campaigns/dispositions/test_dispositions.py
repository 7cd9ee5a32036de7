"""What an operator may choose after a call."""

import pytest

from campaigns.dispositions import selectors, services
from campaigns.dispositions.types import LABELS, DefaultCode
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant


@pytest.mark.parametrize(
    ("language", "label"), [("ru", "Жалоба"), ("ka", "საჩივარი"), ("en-GB", "Complaint"), ("fi", "Complaint")]
)
def test_a_new_company_has_a_first_set_in_its_language(acme: Tenant, language: str, label: str) -> None:
    with in_tenant(acme):
        services.seed_defaults(language=language)
        choices = selectors.choices()
    assert [choice["code"] for choice in choices] == [code.value for code in DefaultCode]
    assert {"code": "COMPLAINT", "label": label} in choices


def test_seeding_again_keeps_what_the_company_made_of_it(acme: Tenant) -> None:
    with in_tenant(acme):
        services.seed_defaults(language="en")
        services.save_disposition(code="SILENCE", label="Nobody there", position=99, is_active=False)
        services.save_disposition(code="RECALL", label="Recall of the 2200", position=0)
        assert services.seed_defaults(language="en") == 0
        choices = selectors.choices()
    assert choices[0] == {"code": "RECALL", "label": "Recall of the 2200"}
    assert "SILENCE" not in [choice["code"] for choice in choices]


def test_a_retired_or_foreign_disposition_cannot_be_chosen(acme: Tenant, globex: Tenant) -> None:
    with in_tenant(globex):
        services.save_disposition(code="RECALL", label="Recall")
    with in_tenant(acme):
        services.save_disposition(code="OLD", label="Old", is_active=False)
        for code in ("OLD", "RECALL", ""):
            with pytest.raises(selectors.DispositionUnknown):
                selectors.access_disposition(code=code)


def test_a_disposition_is_optional_until_the_company_wants_it(acme: Tenant, globex: Tenant) -> None:
    with in_tenant(acme):
        assert selectors.is_required() is False
        services.require(required=True)
        assert selectors.is_required() is True
    with in_tenant(globex):
        assert selectors.is_required() is False


def test_every_language_labels_every_code() -> None:
    for labels in LABELS.values():
        assert set(labels) == set(DefaultCode)
        assert len(set(labels.values())) == len(DefaultCode)
