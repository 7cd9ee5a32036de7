"""Queues and groups as programs see them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from telephony.queues.types import Heard, OverflowAction, OverflowStep, QueueDraft, Relaxing, WrapUpMode
from tenants.directory.types import LANGUAGE

NO_LANGUAGE = _("A language is written as en or en-GB.")


class LanguageField(serializers.RegexField):
    """A BCP 47 tag."""

    def __init__(self, **named: Any) -> None:
        super().__init__(rf"^{LANGUAGE.pattern}\Z", error_messages={"invalid": NO_LANGUAGE}, **named)


class RelaxingSerializer(serializers.Serializer[Relaxing]):
    """From `after_time` seconds on the queue asks for less."""

    after_time = serializers.IntegerField()
    lower_by = serializers.IntegerField(default=0)
    group_ids = serializers.ListField(child=serializers.IntegerField(), default=list)
    is_open_to_all = serializers.BooleanField(default=False)


class StepSerializer(serializers.Serializer[OverflowStep]):
    """After `after_time` seconds in the queue something else becomes of the caller; `number` is E.164."""

    after_time = serializers.IntegerField()
    action = serializers.ChoiceField(choices=[one.value for one in OverflowAction])
    queue_id = serializers.IntegerField(allow_null=True, default=None)
    number = serializers.CharField(max_length=20, allow_blank=True, default="")


class QueueSerializer(serializers.Serializer[Any]):
    """All that is settled about a queue; times are in seconds."""

    id = serializers.IntegerField(read_only=True)
    code = serializers.CharField(read_only=True)
    name = serializers.CharField(max_length=80)
    language = LanguageField()
    languages = serializers.ListField(child=LanguageField(), default=list)
    priority = serializers.IntegerField(default=0)
    is_urgent = serializers.BooleanField(default=False)
    skills = serializers.DictField(child=serializers.IntegerField(), default=dict)
    group_ids = serializers.ListField(child=serializers.IntegerField(), default=list)
    target_percent = serializers.IntegerField(default=80)
    target_time = serializers.IntegerField(default=20)
    short_abandon_time = serializers.IntegerField(default=5)
    max_size = serializers.IntegerField(allow_null=True, default=None)
    max_wait_time = serializers.IntegerField(allow_null=True, default=None)
    heard = serializers.ChoiceField(choices=[one.value for one in Heard], default=Heard.RINGING.value)
    tells_wait = serializers.BooleanField(default=True)
    wrap_up_mode = serializers.ChoiceField(
        choices=[one.value for one in WrapUpMode], default=WrapUpMode.TIMED.value
    )
    wrap_up_time = serializers.IntegerField(default=30)
    auto_answer = serializers.BooleanField(default=False)
    own_first_time = serializers.IntegerField(allow_null=True, default=None)
    rings = RelaxingSerializer(many=True, default=list)
    overflow = StepSerializer(many=True, default=list)

    def draft(self) -> QueueDraft:
        """Return what was sent. The shape has been checked; what it says is not."""
        sent = dict(self.validated_data)
        steps = [{**one, "action": OverflowAction(one["action"])} for one in sent.pop("overflow")]
        rings = [{**one, "group_ids": tuple(one["group_ids"])} for one in sent.pop("rings")]
        return QueueDraft(
            rings=tuple(Relaxing(**one) for one in rings),
            overflow=tuple(OverflowStep(**one) for one in steps),
            heard=Heard(sent.pop("heard")),
            wrap_up_mode=WrapUpMode(sent.pop("wrap_up_mode")),
            languages=tuple(sent.pop("languages")),
            group_ids=tuple(sent.pop("group_ids")),
            **sent,
        )


@extend_schema_serializer(component_name="OperatorGroup")
class GroupSerializer(serializers.Serializer[Any]):
    """Some of the company's operators by one name."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(max_length=60)
    operator_ids = serializers.ListField(child=serializers.UUIDField(), default=list)
