"""Without PostgreSQL every page answers 503 within three seconds: the carrier then takes its fallback URL."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("gone")  # what is costly to ask is asked once

ASK = """
import json, time, django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.test import Client
from django.urls import get_resolver
for urlconf in ("cc_saas.urls.desk", "cc_saas.urls.company"):
    get_resolver(urlconf).url_patterns  # a server that has just started has read them

def ask(where):
    host, path = where
    began = time.monotonic()
    answer = Client(raise_request_exception=False).get(path, headers={"host": host})
    return [answer.status_code, time.monotonic() - began, answer["Content-Type"]]

WHERE = [("acme.localhost", "/"), ("acme.localhost", "/api/v1/calls/"), ("localhost", "/healthz")]
one_by_one = [ask(where) for where in WHERE]
with ThreadPoolExecutor(8) as threads:
    began = time.monotonic()
    at_once = list(threads.map(ask, [WHERE[0]] * 64))
    print(json.dumps({"one_by_one": one_by_one, "at_once": at_once, "time": time.monotonic() - began}))
"""


@pytest.fixture(scope="module")
def answers() -> Any:
    """What a web process tells 67 browsers when nobody listens at the database's address."""
    environment = os.environ | {"DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/none", "CC_ROLE": "web"}
    told = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(told.stdout.splitlines()[-1])


def test_every_answer_is_503_within_three_seconds(answers: Any) -> None:
    page, api, alive = answers["one_by_one"]
    assert alive[0] == 200
    assert (page[0], api[0]) == (503, 503)
    assert max(page[1], api[1]) < 3
    assert api[2] == "application/problem+json"


def test_many_at_once_do_not_wait_behind_each_other(answers: Any) -> None:
    assert {status for status, _, _ in answers["at_once"]} == {503}
    assert answers["time"] < 6, "eight threads, 64 requests: not 1.5 s for each"
