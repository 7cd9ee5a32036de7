"""The audit is only ever added to."""

import pytest
from django.db import IntegrityError, transaction

from cc_saas.lib.clock import now
from tenants.audit.models import AuditEntry
from tenants.audit.selectors import entries
from tenants.audit.services import Actor, note


@pytest.mark.django_db
def test_entries_are_added_and_never_changed() -> None:
    note(
        actor=Actor(id="1", label="ana@example.org"),
        company=None,
        verb="signed-in",
        now=now(),
        host="localhost",
    )
    entry = entries().get()
    assert (entry.verb, entry.details) == ("signed-in", {"host": "localhost"})
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        AuditEntry.objects.update(verb="signed-out")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        entry.delete()
    assert entries().get().verb == "signed-in"
