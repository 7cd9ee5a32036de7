"""The shapes of menus in the API."""

from typing import Any

from rest_framework import serializers

from telephony.ivr.models import Flow, FlowVersion
from telephony.numbers.models import Number

LARGEST_ID = 2**63 - 1


class FlowSerializer(serializers.Serializer[Any]):
    """A menu: its name, the draft, and which version answers calls."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(max_length=80)
    draft = serializers.JSONField(required=False, help_text="The document; see /api/v1/flow-schema/.")
    revision = serializers.IntegerField(required=False, min_value=1, help_text="Of the draft that was read.")
    changed_at = serializers.DateTimeField(read_only=True)
    changed_by = serializers.CharField(read_only=True)


class CheckSerializer(serializers.Serializer[Any]):
    draft = serializers.JSONField(
        required=False, help_text="A draft to check in place of the one that is kept."
    )


class PublishSerializer(serializers.Serializer[Any]):
    live_from = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="Null: at once."
    )
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class TrySerializer(serializers.Serializer[Any]):
    """One turn of a call through a draft."""

    draft = serializers.JSONField(required=False)
    state = serializers.JSONField(required=False, allow_null=True, default=None)
    input = serializers.JSONField(required=False, allow_null=True, default=None)
    language = serializers.CharField(max_length=35, required=False, default="")
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class NumberSerializer(serializers.Serializer[Any]):
    """A number, the menu that answers it (null rings at once), and the queue where its callers wait (null is the general one)."""

    id = serializers.IntegerField(read_only=True)
    number = serializers.CharField(source="e164", read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    flow = serializers.IntegerField(source="flow_id", allow_null=True, min_value=1, max_value=LARGEST_ID)
    queue = serializers.IntegerField(
        source="queue_id", allow_null=True, required=False, min_value=1, max_value=LARGEST_ID
    )


class HoursSerializer(serializers.Serializer[Any]):
    """Opening hours; without a week the company is open around the clock."""

    week = serializers.JSONField(required=False, allow_null=True, help_text='{"mon": ["09:00-18:00"], ...}')
    holidays = serializers.JSONField(required=False, help_text='{"country": "GE", "subdivision": ""}')
    closed = serializers.JSONField(required=False, help_text='["2026-12-31"]')
    open = serializers.JSONField(
        required=False, help_text="Holidays on which the company is open all the same."
    )


def flow_json(flow: Flow, *, live: FlowVersion | None, coming: FlowVersion | None) -> dict[str, Any]:
    """Return a menu as the API shows it."""
    return {
        "id": flow.pk, "name": flow.name, "draft": flow.draft, "revision": flow.revision,
        "changed_at": flow.changed_at, "changed_by": flow.changed_by,
        "live": version_json(live) if live else None, "coming": version_json(coming) if coming else None,
    }  # fmt: skip


def version_json(version: FlowVersion, *, whole: bool = False) -> dict[str, Any]:
    """Return a version as the API shows it; `whole` with its document."""
    shown: dict[str, Any] = {
        "number": version.number, "live_from": version.live_from, "made_at": version.made_at,
        "made_by": version.made_by, "note": version.note, "restored_from": version.restored_from,
        "cancelled_at": version.cancelled_at,
    }  # fmt: skip
    return shown | ({"document": version.document} if whole else {})


def number_json(number: Number) -> dict[str, Any]:
    """Return a number as the API shows it."""
    return {
        "id": number.pk,
        "number": number.e164,
        "label": number.label,
        "flow": number.flow_id,
        "queue": number.queue_id,
    }
