"""REST of a company's calls, on the company's host. Read only: calls are made by telephones."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.records import selectors
from campaigns.records.models import CallEvent, CallRecord, VoicemailRecording
from campaigns.records.playback import play_voicemail
from campaigns.records.selectors import IN_PROGRESS, CallFilter
from campaigns.records.types import Direction, EventKind, Outcome, VoicemailState
from cc_saas.lib import phone
from cc_saas.lib.pagination import NewestFirst
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope


class NumberField(serializers.CharField):
    """A number in any international writing, read as E.164."""

    def to_internal_value(self, data: Any) -> str:
        # A plus in a query that was not escaped arrives as a blank.
        raw = str(super().to_internal_value(data)).strip()
        number = phone.normalise(raw if raw.startswith("+") else f"+{raw}")
        if number is None:
            raise serializers.ValidationError("Not a telephone number.")
        return number


class CallQuery(serializers.Serializer[CallFilter]):
    """What a list of calls may be narrowed to."""

    outcome = serializers.ChoiceField(choices=[*Outcome, IN_PROGRESS], required=False)
    started_at_after = serializers.DateTimeField(required=False, help_text="Begun at this instant or later.")
    started_at_before = serializers.DateTimeField(required=False, help_text="Begun before this instant.")
    caller = NumberField(required=False, help_text="The caller's number, E.164.")

    def to_filter(self) -> CallFilter:
        asked = self.validated_data
        return CallFilter(
            outcome=asked.get("outcome", ""),
            starts_at=asked.get("started_at_after"),
            ends_at=asked.get("started_at_before"),
            caller=asked.get("caller", ""),
        )


# Not a class: a field named `label` would hide Field.label.
DISPOSITION = inline_serializer(
    "Disposition", {"code": serializers.CharField(), "label": serializers.CharField()}, allow_null=True
)


class CallSerializer(serializers.Serializer[CallRecord]):
    """A call. Lengths are whole seconds. `outcome` is null while the call lives."""

    id = serializers.UUIDField()
    direction = serializers.ChoiceField(choices=list(Direction))
    caller = serializers.SerializerMethodField(help_text="E.164; null where the number is withheld.")
    called = serializers.CharField(help_text="E.164.")
    line = serializers.CharField(help_text="What the company calls the dialled number.")
    language = serializers.CharField(help_text="BCP 47.")
    outcome = serializers.ChoiceField(choices=list(Outcome), allow_null=True)
    started_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    wait_time = serializers.IntegerField(help_text="In the queue, ringing included.")
    ring_time = serializers.IntegerField()
    talk_time = serializers.IntegerField(help_text="Without hold.")
    hold_time = serializers.IntegerField()
    wrap_up_time = serializers.IntegerField()
    operator = serializers.SerializerMethodField(help_text="The operator's name; null where nobody answered.")
    queue = serializers.CharField(source="queue_name")
    disposition = serializers.SerializerMethodField(help_text="What the operator chose after the call.")
    note = serializers.CharField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_caller(self, record: CallRecord) -> str | None:
        return record.caller or None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_operator(self, record: CallRecord) -> str | None:
        return record.operator_name or None

    @extend_schema_field(DISPOSITION)
    def get_disposition(self, record: CallRecord) -> dict[str, str] | None:
        if not record.disposition_code:
            return None
        return {"code": record.disposition_code, "label": record.disposition_label}


class EventSerializer(serializers.Serializer[CallEvent]):
    """One thing that happened in a call."""

    kind = serializers.ChoiceField(choices=list(EventKind))
    at = serializers.DateTimeField()
    actor = serializers.CharField(help_text="A name; empty where nobody of the call centre did it.")
    details = serializers.DictField()


class VoicemailSerializer(serializers.Serializer[VoicemailRecording]):
    """A message left by the caller."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=list(VoicemailState))
    duration = serializers.IntegerField()
    left_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField(help_text="Where it is played, with the same authorization.")

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_url(self, voicemail: VoicemailRecording) -> str | None:
        if voicemail.state != VoicemailState.STORED:
            return None
        return reverse("call-voicemail-sound", args=[voicemail.record_id, voicemail.pk])


class CallDetailSerializer(CallSerializer):
    """A call with everything that happened in it, in order."""

    events = EventSerializer(many=True)
    voicemails = VoicemailSerializer(many=True)


@extend_schema(parameters=[CallQuery], summary="List calls, newest first")
@declares(scope=Scope.TENANT, permission=Permission.CALLS_READ)
class CallList(ListAPIView[CallRecord]):
    """The company's calls, page by page: follow `next` until it is null."""

    serializer_class = CallSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[CallRecord]:
        if getattr(self, "swagger_fake_view", False):
            return CallRecord.objects.none()
        query = CallQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return selectors.calls(wanted=query.to_filter())


@declares(scope=Scope.TENANT, permission=Permission.CALLS_READ)
class CallDetail(APIView):
    """One call with its history."""

    @extend_schema(
        summary="Read one call",
        responses=CallDetailSerializer,
        parameters=[OpenApiParameter("call_id", OpenApiTypes.UUID, OpenApiParameter.PATH)],
    )
    def get(self, _request: Request, call_id: UUID) -> Response:
        try:
            record = selectors.access_call(call_id=call_id)
        except selectors.CallUnknown as unknown:
            raise Http404 from unknown
        return Response(CallDetailSerializer(record).data)


@declares(scope=Scope.TENANT, permission=Permission.RECORDINGS_PLAY)
class VoicemailSound(APIView):
    """The sound of a message that a caller left."""

    @extend_schema(summary="Play a voicemail", responses={(200, "audio/wav"): OpenApiTypes.BINARY})
    def get(self, request: Request, call_id: UUID, voicemail_id: int) -> HttpResponseBase:
        return play_voicemail(request, call_id=call_id, voicemail_id=voicemail_id)
