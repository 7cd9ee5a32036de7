"""Somebody who has dialled one of our numbers, as the carrier and the company see her."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from telephony.calls.models import Call
from telephony.webhooks.models import Receipt
from tests.factories.cast import Company

if TYPE_CHECKING:
    from tests.journeys.stage import Stage

JSON = dict[str, Any]


class Caller:
    """One call from outside."""

    def __init__(self, stage: "Stage", company: Company, *, number: str) -> None:
        self._stage = stage
        self.company = company
        self.number = number
        self.sid = stage.simulator.call(company.number, from_=number)

    # --- what she does

    def hang_up(self) -> None:
        """She puts the receiver down."""
        self._stage.simulator.hang_up(self.sid)
        self._stage.settle()

    def press(self, digits: str) -> None:
        """Keys, while the line records or asks."""
        self._stage.simulator.press(self.sid, digits)
        self._stage.settle()

    def speak(self, words: str) -> None:
        """She says something; the carrier takes a silence for the end of a message."""
        self._stage.simulator.post(f"calls/{self.sid}/text", {"text": words})

    # --- what she hears

    @property
    def line(self) -> JSON:
        """Her leg at the carrier."""
        return self._stage.simulator.show(self.sid)

    @property
    def stands(self) -> str:
        """The verb that her line is at: queue, conference, record ..."""
        return str(self.line["stands"])

    @property
    def is_over(self) -> bool:
        """Whether her line has ended."""
        return str(self.line["status"]) not in ("ringing", "in-progress", "queued")

    def heard(self, words: str) -> bool:
        """Whether the line has said or played something with these words in it."""
        return any(words in heard for heard in self._stage.simulator.heard(self.sid))

    @property
    def hears(self) -> list[str]:
        """The legs whose voices reach her."""
        return list(self.line["hears"])

    # --- what the product knows

    @property
    def call(self) -> Call:
        """Her live call."""
        return Call.objects.get(carrier_sid=self.sid)

    @property
    def state(self) -> str:
        """Where the live call stands; "" once it has closed."""
        return Call.objects.filter(carrier_sid=self.sid).values_list("state", flat=True).first() or ""

    @property
    def id(self) -> UUID:
        """Her call's id, also when it has closed."""
        record = self._stage.record_of(self)
        return UUID(record["id"])

    @property
    def record(self) -> JSON:
        """What the company's REST API says of her call, events included."""
        return self._stage.api(self.company, f"calls/{self.id}/")

    @property
    def story(self) -> list[str]:
        """The kinds of what happened, in order."""
        return [event["kind"] for event in self.record["events"]]

    def documents(self) -> list[str]:
        """The TwiML that her line was given, oldest first."""
        receipts = Receipt.objects.filter(call_sid=self.sid).exclude(answer="").order_by("received_at")
        return list(receipts.values_list("answer", flat=True))
