"""A database of its own with the cast in it, made once; every story begins on an empty stage."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.test import override_settings

from cc_saas.lib import clock
from telephony.provider.twilio.client import carrier
from telephony.simulator.testing import RunningSimulator, configuration_for, running_simulator
from tests import database
from tests.factories.cast import Agent, make_cast
from tests.journeys.router import hand_router
from tests.journeys.stage import Stage
from tests.journeys.time import PushedClock
from tests.journeys.web import running_web
from tests.telephony.simulator.sockets import page

CONNECTIONS = 24
"""Web, two routers and the story share one process here, and so one pool."""


@pytest.fixture(scope="package")
def house(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Product, carrier and cast, for all stories."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())  # type: ignore[attr-defined]
        pool = settings.DATABASES["default"]["OPTIONS"]["pool"]
        stack.callback(pool.update, max_size=pool["max_size"])
        pool["max_size"] = CONNECTIONS
        stack.enter_context(database.moved_to_spare_clone("journeys"))
        simulator = stack.enter_context(running_simulator(_account(tmp_path_factory)))
        web = stack.enter_context(running_web())
        urls = override_settings(PUBLIC_BASE_URL=web, TWILIO_API_BASE_URL=simulator.url)
        stack.enter_context(urls)
        carrier.cache_clear()
        cast = make_cast(at_carrier=True)
        for agent in (cast.ana, cast.ben):
            stack.enter_context(page(_device_url(simulator, agent)))
        yield Stage(cast=cast, web=web, simulator=simulator, clock=PushedClock(), router=hand_router())
        carrier.cache_clear()


@pytest.fixture
def stage(house: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """An empty stage; at the end of the story every open console must show the truth."""
    monkeypatch.setattr(clock, "now", house.clock.now)
    house.clear()
    yield house
    house.check()


def _account(folders: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return configuration_for(
        folders.mktemp("carrier"),
        account_sid=settings.TWILIO_ACCOUNT_SID,
        auth_token=settings.TWILIO_AUTH_TOKEN,
        api_key_sid=settings.TWILIO_API_KEY_SID,
        api_key_secret=settings.TWILIO_API_KEY_SECRET,
        virtual_clock=True,
        seed=1,
    )


def _device_url(simulator: RunningSimulator, agent: Agent) -> str:
    token = simulator.token(agent.operator.identity)
    return f"{simulator.url.replace('http', 'ws', 1)}/device?token={token}"
