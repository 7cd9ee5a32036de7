"""SESSION_ENGINE: Django's database sessions that also know their person and company, so that they can be revoked."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

USER_KEY = "_auth_user_id"
COMPANY_KEY = "company_id"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(USER_KEY)
        row.company_id = data.get(COMPANY_KEY)
        return row
