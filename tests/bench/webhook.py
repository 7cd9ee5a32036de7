"""An inbound webhook against the floor view on the same server."""

from tests.bench.report import Measure, median
from tests.bench.stage import Stage

ROUNDS = 5
SECONDS = 4.0
VOICE, FLOOR, CONSTANT = "/hooks/voice/", "/bench/floor/", "/bench/constant/"


def measure(stage: Stage) -> list[Measure]:
    """Requests per second, interleaved; then the tail at half the floor's rate."""
    stage.kill("router")  # no offers while the doors are measured
    stage.rows_changed(
        "UPDATE presence_operatorstate SET state = 'BREAK', lease_until = now() + interval '1 day'"
    )
    for path in (VOICE, FLOOR, CONSTANT):
        # One after the other: the floor makes its table at the first request.
        stage.load(path, seconds=1.0, connections=1)
    rates: dict[str, list[float]] = {VOICE: [], FLOOR: [], CONSTANT: []}
    for _ in range(ROUNDS):
        stage.forget_calls()
        for path, found in rates.items():
            found.append(stage.load(path, seconds=SECONDS)["rate"])
    rate = {path: median(found) for path, found in rates.items()}
    share = median([ours / floor for ours, floor in zip(rates[VOICE], rates[FLOOR], strict=True)])
    tails = _tails(stage, rate[FLOOR] / 2)
    stage.start_role("router")
    stage.pin()
    return [
        Measure(
            name="webhook: requests/s as a share of the floor view", value=share, at_least=0.50,
            details={"ours": rate[VOICE], "floor": rate[FLOOR], "constant": rate[CONSTANT]},
        ),
        Measure(name="webhook: requests/s as a share of a constant view", value=rate[VOICE] / rate[CONSTANT]),
        Measure(
            name="webhook: p99 at half the floor's rate, times the floor's", value=tails["ours"] / tails["floor"],
            at_most=3.0, details={"ours ms": tails["ours"], "floor ms": tails["floor"]},
        ),
    ]  # fmt: skip


def _tails(stage: Stage, rate: float) -> dict[str, float]:
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(ROUNDS):
        stage.forget_calls()
        for path, found in ((FLOOR, floor), (VOICE, ours)):
            # TRUNCATE has made every server process forget its plans, those of the floor's own table excepted: one
            # first statement each, all at once, would be the tail of a round of four seconds.
            stage.load(path, seconds=1.0)
            found.append(stage.load(path, seconds=SECONDS, connections=32, rate=rate)["p99"])
    return {"ours": median(ours), "floor": median(floor)}
