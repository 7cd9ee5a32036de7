"""What each role may do at first. The list is a copy: a migration never imports the application."""

from typing import Any

from django.db import migrations

FIRST = {
    "OPERATOR": ["CONSOLE_USE"],
    "SUPERVISOR": ["CONSOLE_USE", "FLOOR_USE"],
    "PLATFORM_ADMIN": ["FLOOR_USE", "COMPANIES_MANAGE"],
    "OWNER": [
        "CALLS_READ",
        "RECORDINGS_PLAY",
        "KNOWLEDGE_READ",
        "KNOWLEDGE_EDIT",
        "PEOPLE_READ",
        "PEOPLE_EDIT",
        "SETTINGS_READ",
        "SETTINGS_EDIT",
        "MEMBERS_MANAGE",
    ],
    "VIEWER": ["CALLS_READ", "KNOWLEDGE_READ", "PEOPLE_READ"],
}


def fill(apps: Any, schema_editor: Any) -> None:
    table = apps.get_model("accounts", "RolePermission")
    for role, permissions in FIRST.items():
        for permission in permissions:
            table.objects.get_or_create(role=role, permission=permission)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
