"""What stands in every clone of the test database.

The template of a company's schema is there, so that a test's `create_company` replays it in 50 ms inside the test's
own transaction (pg_dump could not look into one). Companies are made by fixtures: acme and globex, always two, so
that leaks show.
"""

from tenants.directory import template


def create() -> None:
    """Runs once per template database, after the shared migrations."""
    template.current_sql()
