"""Who stands behind a request made with a company's key: the company, not a person."""

from typing import Any

from tenants.accounts import selectors
from tenants.accounts.types import Permission, Role


class CompanyKey:
    """Takes the place of request.user. It may do what an owner may, except manage people."""

    is_authenticated = True
    is_anonymous = False
    is_active = True
    is_platform_admin = False

    def __init__(self, token: Any) -> None:
        self.token = token
        self.pk = self.id = token.pk

    def __str__(self) -> str:
        return f"key {self.token.pk}"

    def permits(self, permission: Permission) -> bool:
        if permission is Permission.MEMBERS_MANAGE:
            return False
        return permission is Permission.NONE or permission in selectors.permissions_of(roles=[Role.OWNER])
