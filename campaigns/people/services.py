"""Writes of the company's specialists."""

from collections.abc import Sequence

from campaigns.people import selectors
from campaigns.people.models import Specialist
from cc_saas.lib import phone as numbers


class PhoneInvalid(ValueError):
    """Not a telephone number that could be dialled."""


def save_specialist(
    *,
    name: str,
    role: str,
    phone: str,
    languages: Sequence[str] = (),
    region: str | None = None,
    specialist_id: int | None = None,
) -> Specialist:
    """Add a specialist, or change the one named. `phone` may be national where `region` (ISO 3166) is given.

    Raises PhoneInvalid, SpecialistUnknown.
    """
    number = numbers.normalise(phone, region)
    if number is None:
        raise PhoneInvalid(phone)
    person = (
        Specialist() if specialist_id is None else selectors.access_specialist(specialist_id=specialist_id)
    )
    person.name, person.role, person.phone = name.strip(), role.strip(), number
    person.languages = list(languages)
    person.save()
    return person


def retire_specialist(*, specialist_id: int) -> None:
    """Take a specialist off the list. Raises SpecialistUnknown."""
    person = selectors.access_specialist(specialist_id=specialist_id)
    person.is_active = False
    person.save(update_fields=["is_active"])
