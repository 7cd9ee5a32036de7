"""What the company's API takes and gives. Shapes of tables and addresses are checked by the room itself."""

from typing import Any

from rest_framework import serializers

from tenants.knowledge.models import Question
from tenants.knowledge.types import QuestionDraft, QuestionKind

LARGEST_ID = 2**63 - 1


class GroupSerializer(serializers.Serializer[Any]):
    """A branch of the tree."""

    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(max_length=120)
    position = serializers.IntegerField(min_value=0, max_value=10_000, default=0)


class TableSerializer(serializers.Serializer[Any]):
    """Rows of cells, each as long as `columns`."""

    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))


class AddressSerializer(serializers.Serializer[Any]):
    """A place: shop, service centre, branch."""

    name = serializers.CharField()
    address = serializers.CharField()
    hours = serializers.CharField(allow_blank=True, default="")
    phone = serializers.CharField(allow_blank=True, default="")
    note = serializers.CharField(allow_blank=True, default="")


class QuestionSerializer(serializers.Serializer[Question]):
    """A question with its answer; of body, table and addresses only the part named by `kind` is kept."""

    id = serializers.IntegerField(read_only=True)
    group = serializers.IntegerField(source="group_id", min_value=1, max_value=LARGEST_ID)
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(
        choices=[kind.value for kind in QuestionKind], default=QuestionKind.TEXT.value
    )
    say = serializers.CharField(max_length=500, allow_blank=True, default="")
    body = serializers.CharField(max_length=50_000, allow_blank=True, default="", help_text="Markdown")
    table = TableSerializer(allow_null=True, default=None)
    addresses = AddressSerializer(many=True, default=list)
    related = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), default=list, max_length=20
    )
    position = serializers.IntegerField(min_value=0, max_value=10_000, default=0)
    is_published = serializers.BooleanField(default=True)
    reads = serializers.IntegerField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def draft(self) -> QuestionDraft:
        """Return what was sent, for the service."""
        fields = self.validated_data
        return QuestionDraft(**{**fields, "kind": QuestionKind(fields["kind"])})

    def to_representation(self, instance: Question) -> dict[str, Any]:
        """Return the question as it would be sent."""
        fields = ("id", "title", "kind", "say", "body", "addresses", "position", "is_published", "reads")
        shown = {name: getattr(instance, name) for name in fields}
        return shown | {
            "group": instance.group_id,
            "table": instance.table or None,
            "related": sorted(question.pk for question in instance.related.all()),
            "updated_at": instance.updated_at.isoformat(),
        }


class GreetingSerializer(serializers.Serializer[Any]):
    """How calls in one language begin."""

    language = serializers.CharField(read_only=True)
    phrase = serializers.CharField(max_length=200, help_text="What the operator says first.")
    announcement = serializers.CharField(
        max_length=1000,
        allow_blank=True,
        default="",
        help_text="What callers hear before anyone answers; empty for nothing.",
    )
    is_audible = serializers.BooleanField(
        read_only=True, help_text="False where nobody can speak the announcement in this language."
    )
    updated_at = serializers.DateTimeField(read_only=True)
