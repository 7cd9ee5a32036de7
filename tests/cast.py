"""Two companies and the people around them: always there, so that leaks show.

Ana is cleared for both companies, Ben only for acme, Cleo supervises.
"""


def create() -> None:
    """Runs once per template database, after the shared migrations."""
