"""Reading the directory."""

from django.db.models import QuerySet

from tenants.directory.models import Tenant
from tenants.directory.types import CompanyUnknown


def companies() -> QuerySet[Tenant]:
    """All of them, in the order of their names."""
    return Tenant.objects.order_by("name", "id")


def access_company(*, slug: str | None = None, id: int | None = None) -> Tenant:  # noqa: A002
    """The company of a slug or an id. Raises CompanyUnknown."""
    wanted = {"slug": slug} if slug is not None else {"pk": id}
    found = Tenant.objects.filter(**wanted).first()
    if found is None:
        raise CompanyUnknown(f"There is no company {slug or id}.")
    return found
