"""Reads of the company's specialists."""

from typing import TypedDict

from campaigns.people.models import Specialist


class SpecialistCard(TypedDict):
    """A specialist as an operator sees her; `number` is E.164."""

    id: int
    name: str
    role: str
    number: str


class SpecialistUnknown(LookupError):
    """The company has no such specialist, or she is not to be called any more."""


def specialists() -> list[SpecialistCard]:
    """Return those who may be called now, by name."""
    rows = Specialist.objects.filter(is_active=True).order_by("name", "id")
    return [{"id": row.pk, "name": row.name, "role": row.role, "number": row.phone} for row in rows]


def access_specialist(*, specialist_id: int) -> Specialist:
    """Return somebody who may be called. Raises SpecialistUnknown."""
    row = Specialist.objects.filter(pk=specialist_id, is_active=True).first()
    if row is None:
        raise SpecialistUnknown
    return row
