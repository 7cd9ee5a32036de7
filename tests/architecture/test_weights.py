"""What is proven about distribution is proven with the weights that production runs with."""

import ast
from pathlib import Path

from telephony.routing import standing
from telephony.routing.match import choose, in_order, match
from telephony.routing.weights import PRODUCTION
from telephony.whatif.floor import run
from telephony.whatif.question import ask
from tests.bench import match as bench
from tests.simulation import storm, waits, zipf

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("telephony", "tests/simulation", "tests/bench")
WITH_WEIGHTS_OF_THEIR_OWN = {
    "telephony/routing/weights.py",
    "tests/simulation/wallace_whitt.py",
    "tests/simulation/zipf.py",
}
"""Production's, those of an experiment about somebody else's order, and those that production's stand beside."""


def test_router_what_if_and_simulation_take_the_very_same_weights() -> None:
    assert vars(standing)["PRODUCTION"] is PRODUCTION
    assert {storm.POLICY, waits.POLICY, bench.POLICY, zipf.FLOORS["planned, by contract"][1]} == {PRODUCTION}
    assert zipf.FLOORS["planned, by contract with a ceiling"][1] is PRODUCTION
    for verb in (match, choose, in_order, run, ask):
        assert (verb.__kwdefaults__ or {})["policy"] is PRODUCTION


def test_nobody_else_makes_weights() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    makers = {str(path.relative_to(ROOT)) for path in files if _makes_weights(path)}
    assert makers == WITH_WEIGHTS_OF_THEIR_OWN


def _makes_weights(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "Policy" for called in calls)
