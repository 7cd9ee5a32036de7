"""Who may sign in where, for the table that the first start prints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from telephony.demo.cast import ADMINISTRATOR, COORDINATOR, OPERATORS, SUPERVISOR
from telephony.demo.content import COMPANIES
from telephony.demo.types import Account


class SignIn(TypedDict):
    """One line of the table."""

    label: str
    url: str
    email: str
    password: str


def sign_ins(*, public_url: str, company_domain: str) -> list[SignIn]:
    """Return the demo's accounts with the pages they open."""
    lines = [_line(person.account, person.account.name, f"{public_url}/console/") for person in OPERATORS]
    lines += [_line(SUPERVISOR, SUPERVISOR.name, f"{public_url}/floor/")]
    lines += [_line(COORDINATOR, COORDINATOR.name, f"{public_url}/terms/")]
    lines += [_line(ADMINISTRATOR, "Admin", f"{public_url}/")]
    return lines + list(_company_lines(public_url=public_url, company_domain=company_domain))


def _company_lines(*, public_url: str, company_domain: str) -> Iterator[SignIn]:
    base = urlsplit(public_url)
    port = f":{base.port}" if base.port else ""
    for company in COMPANIES:
        url = f"{base.scheme}://{company.slug.replace('_', '-')}.{company_domain}{port}/"
        label = company.slug.split("_")[0].capitalize()
        yield _line(company.owner, label, url)
        yield _line(company.viewer, label, url)


def _line(account: Account, label: str, url: str) -> SignIn:
    return {"label": label, "url": url, "email": account.email, "password": account.password}


def write_sign_ins(*, file: Path, lines: list[SignIn]) -> None:
    """Write the table's lines where the supervisor looks for them, readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
