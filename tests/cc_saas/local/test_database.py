"""The tests' own ground: real servers, a clone per process, a new one after a commit."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_server_is_a_real_postgresql_with_our_tables() -> None:
    assert connection.vendor == "postgresql"
    assert "directory_tenant" in connection.introspection.table_names()
