"""500 operators change while 20 floors are open: the whole product on one core, the readers on the other."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import psycopg
import websockets

from cc_saas.local.roles import ROOT
from tests.bench.report import Measure
from tests.bench.stage import Stage
from tests.bench.wall import Change, Ear, compared

FLOORS, OPERATORS, SECONDS, RATE = 20, 500, 20.0, 100.0


def measure(stage: Stage) -> list[Measure]:
    """Frames a second and floor, and the age of what they say."""
    ids = _people(stage)
    session = _session(stage)
    ears = asyncio.run(_watched(stage, session, ids))
    made, began, ended, heard = ears
    found = compared(heard, made, began, ended)
    details = {
        "changes": found.changes,
        "p50 ms": 1000 * found.staleness(0.5),
        "max ms": 1000 * found.staleness(1.0),
    }
    return [
        Measure(name="floor: frames a second, most", value=max(found.frames_a_second), at_most=4.0),
        Measure(
            name="floor: commit -> frame at 20 floors, p99 ms", value=1000 * found.staleness(0.99), at_most=300.0,
            details=details,
        ),
        Measure(name="floor: changes never heard", value=float(found.unheard), at_most=0.0),
    ]  # fmt: skip


async def _watched(
    stage: Stage, session: str, ids: list[str]
) -> tuple[list[Change], float, float, list[Ear]]:
    headers = {"Cookie": f"cc_session={session}", "Origin": stage.url}
    url = f"ws://localhost:{stage.port + 1}/ws/floor/"
    sockets = [
        await websockets.connect(url, additional_headers=headers, max_size=None) for _ in range(FLOORS)
    ]
    ears = [Ear() for _ in sockets]
    listening = [asyncio.create_task(_listen(*pair)) for pair in zip(sockets, ears, strict=True)]
    await asyncio.sleep(3.0)
    began = time.monotonic()
    made = await asyncio.to_thread(_changes, stage.environment, ids)
    ended = time.monotonic()
    await asyncio.sleep(2.0)
    for task in listening:
        task.cancel()
    return made, began, ended, ears


async def _listen(socket: Any, ear: Ear) -> None:
    async for text in socket:
        ear.hear(str(text))


def _changes(environment: Mapping[str, str], ids: list[str]) -> list[Change]:
    """Made by a process like the product's own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.changing", str(SECONDS), str(RATE)],
        env=os.environ | dict(environment), cwd=ROOT, input="\n".join(ids), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [(str(one), int(seq), float(at)) for one, seq, at in json.loads(done.stdout.splitlines()[-1])]


def _people(stage: Stage) -> list[str]:
    """500 operators cleared for the company, written straight into the tables,."""
    ids = [str(uuid4()) for _ in range(OPERATORS)]
    assert stage.services.postgres
    with psycopg.connect(stage.services.postgres.url(), autocommit=True) as connection:
        connection.execute(_OPERATORS, {"ids": ids})
    return ids


_OPERATORS = """
    WITH wanted AS (SELECT unnest(%(ids)s::uuid[]) AS id), users AS (
        INSERT INTO accounts_user (id, password, email, name, language, is_active, is_platform_admin, created_at)
        SELECT id, '', id || '@bench.example', left(id::text, 8), 'en', true, false, now() FROM wanted
    ), operators AS (
        INSERT INTO roster_operator (id, user_id, name, languages, leg_address, is_active, created_at)
        SELECT id, id, left(id::text, 8), '{en}', '', true, now() FROM wanted
    )
    INSERT INTO roster_clearance (operator_id, tenant_id, granted_at)
    SELECT wanted.id, company.id, now() FROM wanted CROSS JOIN directory_tenant company
"""


def _session(stage: Stage) -> str:
    """The key of a supervisor's session on the public host."""
    return str(stage.command("shell", "--no-imports", "-c", _SUPERVISOR)["session"])


_SUPERVISOR = """
import json
from django.test import Client
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
user, _ = create_user(email="cleo@bench.example", name="Cleo", password="cleo-at-the-bench")
add_member(user=user, role=Role.SUPERVISOR)
client = Client(headers={"host": "localhost"})
client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
session = client.session
session["company_id"] = 0
session.save()
print(json.dumps({"session": session.session_key}))
"""
