"""REST by which the console, or any device of an operator, commands. Each command answers the snapshot as it is now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from agents.presence import notes
from agents.presence import selectors as presence_read
from agents.presence import services as presence
from agents.presence.types import State
from agents.roster import selectors as roster
from agents.roster.models import Operator
from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import duty, offering, reading, talking, transfer, wrap_up
from telephony.calls.models import Call
from telephony.calls.selectors import CallUnknown
from telephony.console import selectors, serializers
from telephony.console.errors import as_http
from telephony.provider.twilio.tokens import voice_token
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope

console_door = declares(scope=Scope.OPERATOR, permission=Permission.CONSOLE_USE)
answers_snapshot = extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])


class ConsoleView(APIView):
    """A door of one operator. Any request through it is a sign of life."""

    operator: Operator

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find the operator behind the request and renew her lease."""
        super().initial(request, *args, **kwargs)
        with as_http():
            self.operator = roster.operator_of_user(user_id=UUID(str(request.user.pk)))
        self.show_life()

    def show_life(self) -> None:
        """Renew her lease."""
        presence.renew(operator_id=self.operator.pk, now=clock.now())

    def snapshot(self, *, code: int = status.HTTP_200_OK) -> Response:
        """Answer the console as it is now."""
        return Response(selectors.snapshot(operator=self.operator, now=clock.now()), status=code)

    def validated(self, shape: type[Serializer]) -> dict[str, Any]:  # type: ignore[type-arg]
        """Return the body in its shape. Raises ValidationError."""
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


@console_door
class SnapshotView(ConsoleView):
    """GET snapshot/."""

    @answers_snapshot
    def get(self, request: HttpRequest) -> Response:
        """Return everything that the console shows."""
        return self.snapshot()


@console_door
class StateView(ConsoleView):
    """PUT state/. What she asks for brings a lease of its own; only what is refused leaves it to be renewed."""

    def show_life(self) -> None:
        """Not before it is known what she asks for."""

    def handle_exception(self, exc: Exception) -> Response:
        """Refuse; she is there all the same."""
        if isinstance(exc, APIException) and hasattr(self, "operator"):
            super().show_life()
        return super().handle_exception(exc)

    @extend_schema(request=serializers.StateAsked, responses=serializers.Snapshot, tags=["console"])
    def put(self, request: HttpRequest) -> Response:
        """Ask for READY, BREAK or OFFLINE; in a call it applies after it."""
        asked = self.validated(serializers.StateAsked)
        with as_http():
            duty.ask(
                operator_id=self.operator.pk, state=State(asked["state"]), reason=asked["reason"],
                lease_time=asked["lease_seconds"], now=clock.now(),
            )  # fmt: skip
        return self.snapshot()


@console_door
class HandView(ConsoleView):
    """PUT hand/."""

    @extend_schema(request=serializers.Hand, responses=serializers.Snapshot, tags=["console"])
    def put(self, request: HttpRequest) -> Response:
        """Ask the floor for help, or no longer."""
        asked = self.validated(serializers.Hand)
        duty.hand(operator_id=self.operator.pk, is_up=asked["is_up"], note=asked["note"], now=clock.now())
        return self.snapshot()


@console_door
class NoteReadView(ConsoleView):
    """POST notes/{id}/read/."""

    @answers_snapshot
    def post(self, request: HttpRequest, note_id: UUID) -> Response:
        """Put a note of the floor away."""
        with as_http():
            notes.read_note(note_id=note_id, operator_id=self.operator.pk)
        return self.snapshot()


@console_door
class SoftphoneTokenView(ConsoleView):
    """GET softphone-token/."""

    @extend_schema(responses={200: dict[str, str]}, tags=["console"])
    def get(self, request: HttpRequest) -> Response:
        """Return a token with which the page's softphone registers as this operator."""
        identity = self.operator.identity
        return Response({"token": voice_token(identity=identity), "identity": identity})


@console_door
class AcceptView(ConsoleView):
    """POST offers/{id}/accept/."""

    @answers_snapshot
    def post(self, request: HttpRequest, offer_id: UUID) -> Response:
        """Note the click; the answer of her leg is the acceptance."""
        with as_http():
            offering.click(offer_id=offer_id, operator_id=self.operator.pk, now=clock.now())
        return self.snapshot(code=status.HTTP_202_ACCEPTED)


@console_door
class DeclineView(ConsoleView):
    """POST offers/{id}/decline/."""

    @answers_snapshot
    def post(self, request: HttpRequest, offer_id: UUID) -> Response:
        """Let the offer go to the next operator."""
        with as_http():
            offering.decline(offer_id=offer_id, operator_id=self.operator.pk, now=clock.now())
        return self.snapshot()


class CallView(ConsoleView):
    """A command about the operator's call. About a call that was hers and has closed it changes nothing."""

    def post(self, request: HttpRequest, call_id: UUID) -> Response:
        """Do it, if the call is still there to do it with."""
        note_call(call_id)
        with as_http():
            call = self.call(call_id)
            if call is not None:
                self.command(call)
        return self.snapshot()

    def call(self, call_id: UUID) -> Call | None:
        """Return her live call, None for one that was hers. Raises CallUnknown for anybody else's."""
        try:
            return talking.call_of(operator_id=self.operator.pk, call_id=call_id)
        except CallUnknown:
            if presence_read.had_call(operator_id=self.operator.pk, call_id=call_id):
                return None
            raise

    def command(self, call: Call) -> None:
        """What this door does with the call."""
        raise NotImplementedError


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class HoldView(CallView):
    """POST calls/{id}/hold/."""

    def command(self, call: Call) -> None:
        """Let the caller hear music."""
        talking.hold(call=call, now=clock.now())


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class ResumeView(CallView):
    """POST calls/{id}/resume/."""

    def command(self, call: Call) -> None:
        """Take the caller back from hold."""
        talking.resume(call=call, now=clock.now())


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class MuteView(CallView):
    """POST calls/{id}/mute/."""

    def command(self, call: Call) -> None:
        """Let the caller not hear the operator."""
        talking.mute(call=call, muted=True, now=clock.now())


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class UnmuteView(CallView):
    """POST calls/{id}/unmute/."""

    def command(self, call: Call) -> None:
        """Let the caller hear the operator again."""
        talking.mute(call=call, muted=False, now=clock.now())


@console_door
@extend_schema(request=serializers.Transfer, responses=serializers.Snapshot, tags=["console"])
class TransferView(CallView):
    """POST calls/{id}/transfer/."""

    def command(self, call: Call) -> None:
        """Put the caller through to a specialist, or to a number, and leave the call."""
        body = self.validated(serializers.Transfer)
        transfer.start(call=call, number=body["to"], specialist_id=body["specialist"], now=clock.now())


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class HangUpView(CallView):
    """POST calls/{id}/hang-up/."""

    def command(self, call: Call) -> None:
        """End the call."""
        talking.hang_up(call=call, now=clock.now())


@console_door
@extend_schema(request=serializers.Disposal, responses=serializers.Snapshot, tags=["console"])
class DisposeView(CallView):
    """POST calls/{id}/dispose/."""

    def command(self, call: Call) -> None:
        """Say how the call ended; in after-call work that ends it."""
        body = self.validated(serializers.Disposal)
        wrap_up.dispose(call=call, code=body["disposition"], note=body["note"], now=clock.now())


@console_door
@extend_schema(request=serializers.Note, responses=serializers.Snapshot, tags=["console"])
class NoteView(CallView):
    """POST calls/{id}/note/."""

    def command(self, call: Call) -> None:
        """Keep the draft of the notes."""
        wrap_up.save_note(call=call, note=self.validated(serializers.Note)["note"])


@console_door
@extend_schema(request=None, responses=serializers.Snapshot, tags=["console"])
class MoreTimeView(CallView):
    """POST calls/{id}/more-time/."""

    def command(self, call: Call) -> None:
        """Put the end of the after-call work off."""
        wrap_up.more_time(call=call)


@console_door
@extend_schema(request=serializers.WrapUpWanted, responses=serializers.Snapshot, tags=["console"])
class WrapUpView(CallView):
    """POST calls/{id}/wrap-up/."""

    def command(self, call: Call) -> None:
        """Ask for work after the call, or no longer, where her queue leaves it to her."""
        wrap_up.ask_for(call=call, is_wanted=self.validated(serializers.WrapUpWanted)["is_wanted"])


@console_door
class QuestionsView(ConsoleView):
    """GET calls/{id}/questions/."""

    @extend_schema(
        operation_id="console_calls_questions_list", responses={200: dict[str, Any]}, tags=["console"]
    )
    def get(self, request: HttpRequest, call_id: UUID) -> Response:
        """Return the questions that callers of this company ask, by group."""
        with as_http():
            call = talking.call_of(operator_id=self.operator.pk, call_id=call_id)
            return Response(reading.questions(call=call))


@console_door
class AnswerView(ConsoleView):
    """GET calls/{id}/questions/{question}/."""

    @extend_schema(responses={200: dict[str, Any]}, tags=["console"])
    def get(self, request: HttpRequest, call_id: UUID, question_id: int) -> Response:
        """Return an answer, and note in the call's timeline that it was read."""
        with as_http():
            call = talking.call_of(operator_id=self.operator.pk, call_id=call_id)
            return Response(reading.answer(call=call, question_id=question_id, now=clock.now()))
