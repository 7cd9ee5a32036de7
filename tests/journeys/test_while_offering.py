"""A router is in the middle of offering a caller who leaves: whoever it has just reserved is not kept by nobody."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, transaction

from cc_saas.lib import clock
from cc_saas.lib.hot import fetch
from telephony.callflow import ending, offering, voicemail
from telephony.calls.models import Call
from tests.journeys.stage import Stage
from tests.whole.product import until

Leaves = Callable[[Call, datetime], None]


def hangs_up(call: Call, now: datetime) -> None:
    ending.line_ended(call_id=call.pk, now=now)


def is_sent_to_voicemail(call: Call, now: datetime) -> None:
    with transaction.atomic():
        voicemail.interrupt_waiting(call=call, now=now)


@pytest.mark.parametrize("leaves", [hangs_up, is_sent_to_voicemail])
def test_a_caller_who_leaves_while_she_is_being_offered_keeps_no_operator(
    stage: Stage, leaves: Leaves
) -> None:
    ana = stage.ana
    ana.put("BREAK")
    jack = stage.call_acme()
    ana.command("PUT", "state/", {"state": "READY", "lease_seconds": 3600}, then_settle=False)
    leaving = threading.Thread(target=_in_a_thread_of_its_own, args=(leaves, jack.call))
    with transaction.atomic():
        assert len(offering.offer_waiting(now=clock.now())) == 1
        leaving.start()
        until(lambda: fetch("SELECT FROM pg_locks WHERE NOT granted"))
    leaving.join(15)
    assert not leaving.is_alive()
    stage.settle()
    assert ana.state == "READY"
    assert not ana.offer
    jack.hang_up()
    rows = stage.live_rows()
    assert (rows["calls"], rows["offers"], rows["entries"]) == (0, 0, 0)


def _in_a_thread_of_its_own(leaves: Leaves, call: Call) -> None:
    try:
        leaves(call, clock.now())
    finally:
        connection.close()
