"""How the REST interface is opened, for its OpenAPI description."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class BearerOrSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "tenants.accounts.api.BearerOrSession"
    name = ["bearer", "session"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "description": "A key of an operator or of a company."},
            {"type": "apiKey", "in": "cookie", "name": "cc_session"},
        ]
