"""Who works at the demo's call centre. Pure data, like the content; nobody here exists."""

from collections.abc import Sequence
from dataclasses import dataclass

from telephony.demo.types import Account


@dataclass(frozen=True, kw_only=True)
class Person:
    """An operator: who she is, for which companies she answers and in which languages, best first."""

    account: Account
    companies: Sequence[str]  # slugs
    languages: Sequence[str]
    skills: Sequence[str] = ()


OPERATORS = (
    Person(
        account=Account(name="Olga", email="olga@desk.example", password="demo-olga-desk"),
        companies=("philips", "hewlett_packard"),
        languages=("ru", "en"),
        skills=("repairs:4",),
    ),
    Person(
        account=Account(name="Tamar", email="tamar@desk.example", password="demo-tamar-desk"),
        companies=("tbilisi_pharmacy", "philips"),
        languages=("ka", "ru", "en"),
        skills=("repairs:2",),
    ),
    Person(
        account=Account(name="John", email="john@desk.example", password="demo-john-desk"),
        companies=("hewlett_packard",),
        languages=("en",),
    ),
)
SUPERVISOR = Account(name="Irina", email="irina@desk.example", password="demo-irina-desk")
COORDINATOR = Account(name="Vera", email="vera@desk.example", password="demo-vera-desk")
ADMINISTRATOR = Account(name="Administrator", email="admin@desk.example", password="demo-admin-desk")
