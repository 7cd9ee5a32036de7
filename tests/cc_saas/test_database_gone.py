"""Without PostgreSQL every page answers 503 within three seconds: the carrier then takes its fallback URL."""

import json
import os
import subprocess
import sys

ASK = """
import json, time, django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
answers = {}
for host, path in [("acme.localhost", "/"), ("acme.localhost", "/api/v1/calls/"), ("localhost", "/healthz")]:
    began = time.monotonic()
    answer = client.get(path, headers={"host": host})
    answers[host + path] = [answer.status_code, time.monotonic() - began, answer["Content-Type"]]
print(json.dumps(answers))
"""


def test_every_answer_is_503_within_three_seconds() -> None:
    environment = os.environ | {"DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/none", "CC_ROLE": "web"}
    told = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    answers = json.loads(told.stdout.splitlines()[-1])
    assert answers["localhost/healthz"][0] == 200
    for where in ("acme.localhost/", "acme.localhost/api/v1/calls/"):
        status, seconds, _ = answers[where]
        assert (status, seconds < 3) == (503, True), answers
    assert answers["acme.localhost/api/v1/calls/"][2] == "application/problem+json"
