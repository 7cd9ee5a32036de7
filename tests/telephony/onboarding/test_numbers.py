"""A company's number at the carrier: found, bought where that is allowed, and pointed at us again after a move."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import requests
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from telephony.provider.twilio.client import carrier
from telephony.simulator.testing import RunningSimulator, configuration_for, running_simulator

NUMBER = "+442079460171"
pytestmark = pytest.mark.django_db


@pytest.fixture
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSimulator]:
    account = {"account_sid": settings.TWILIO_ACCOUNT_SID, "auth_token": settings.TWILIO_AUTH_TOKEN}
    with running_simulator(configuration_for(tmp_path_factory.mktemp("carrier"), **account)) as running:
        carrier.cache_clear()
        with override_settings(TWILIO_API_BASE_URL=running.url):
            yield running
    carrier.cache_clear()


def create(*more: str) -> dict[str, Any]:
    """What the command prints."""
    out = StringIO()
    call_command(
        "create_company", "--slug", "umbrella", "--name", "Umbrella", "--language", "en-GB", "--timezone",
        "Europe/London", "--greeting", "Umbrella, hello", "--admin", "owner@umbrella.example", "--password",
        "a long enough secret", "--number", NUMBER, *more, stdout=out,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def urls_at(simulator: RunningSimulator) -> set[str]:
    """The base of every URL that the carrier would ask about our number."""
    found = requests.get(
        f"{simulator.url}/2010-04-01/Accounts/{settings.TWILIO_ACCOUNT_SID}/IncomingPhoneNumbers.json",
        params={"PhoneNumber": NUMBER}, timeout=10,
        auth=(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN),
    ).json()["incoming_phone_numbers"]  # fmt: skip
    [number] = found
    urls = [number[name] for name in ("voice_url", "voice_fallback_url", "status_callback")]
    return {url.split("/hooks/")[0] for url in urls}


def test_a_number_that_the_carrier_does_not_have_is_refused_before_anything_is_written(
    simulator: RunningSimulator,
) -> None:
    with pytest.raises(CommandError, match="add --buy"):
        create()
    assert create("--buy")["created"] is True


def test_twice_it_is_bought_once_and_answered_by_us(simulator: RunningSimulator) -> None:
    first, second = create("--buy"), create("--buy")
    assert (first["created"], second["created"]) == (True, False)
    assert (first["number"], second["token"]) == (NUMBER, None)
    assert urls_at(simulator) == {settings.PUBLIC_BASE_URL}


def test_after_a_move_every_number_leads_to_the_new_address(simulator: RunningSimulator) -> None:
    create("--buy")
    with override_settings(PUBLIC_BASE_URL="https://moved.example"):
        out = StringIO()
        call_command("point_numbers", stdout=out)
    assert json.loads(out.getvalue()) == {"pointed": [NUMBER], "unknown": []}
    assert urls_at(simulator) == {"https://moved.example"}
