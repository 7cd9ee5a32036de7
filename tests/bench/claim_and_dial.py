"""The floor of `ready`: recorded SQL of one claim through psycopg, then one POST Participants; prints the milliseconds.

Each line of stdin is one piece. The webhook's SQL runs first, uncounted, so that there is somebody to be claimed.
"""

import json
import os
import sys
import time
from typing import Any
from uuid import uuid4

import psycopg
import requests

from tests.bench.recorded import run
from tests.bench.stage import NUMBER
from tests.bench.stage_core import SERVER_CORE

TO = "+14155550177"


def main(simulator: str) -> None:
    """Claim and dial, as often as told."""
    scripts = json.loads(os.environ["BENCH_SQL"])
    session = requests.Session()
    session.auth = (os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for _line in sys.stdin:
            run(connection, scripts["web"])
            print(_piece(connection, scripts["router"], session, simulator), flush=True)


def _piece(
    connection: "psycopg.Connection[Any]", claim: list[str], session: requests.Session, simulator: str
) -> float:
    account = os.environ["TWILIO_ACCOUNT_SID"]
    url = f"{simulator}/2010-04-01/Accounts/{account}/Conferences/{uuid4()}/Participants.json"
    form = {"From": NUMBER, "To": TO, "Label": str(uuid4()), "Timeout": "12", "Beep": "false", "WaitUrl": ""}
    began = time.perf_counter()
    run(connection, claim)
    answer = session.post(url, data=form, timeout=10)
    took = time.perf_counter() - began
    answer.raise_for_status()
    return took * 1000


if __name__ == "__main__":
    os.sched_setaffinity(0, {SERVER_CORE})
    main(sys.argv[1])
