"""<Enqueue>, and a leg that takes callers out of a queue."""

from telephony.simulator.testing import RunningSimulator

from .conftest import OWN, TwilioClient
from .product import Product

WAITING = '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>'


def waiting_call(simulator: RunningSimulator, product: Product, number: str) -> str:
    """A caller who stands in the queue and hears ten seconds of waiting document again and again."""
    product.says("/voice", WAITING)
    product.answers.setdefault("/wait", '<Response><Pause length="10"/></Response>')
    sid = simulator.call(number)
    simulator.advance(0)
    return sid


def test_the_waiting_document_is_asked_for_again_and_again(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    waiting_call(simulator, product, number)
    simulator.advance(25)
    assert product.values("/wait", "QueueTime") == ["0", "10", "20"]
    assert product.values("/wait", "QueuePosition") == ["1", "1", "1"]
    assert product.values("/wait", "CurrentQueueSize") == ["1", "1", "1"]
    assert product.values("/wait", "MaxQueueSize") == ["1000"] * 3
    assert product.at("/wait")[0].params["QueueSid"].startswith("QU")


def test_an_empty_waiting_document_is_no_storm(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/wait", "")
    waiting_call(simulator, product, number)
    simulator.advance(5)
    assert len(product.at("/wait")) <= 7


def test_a_hang_up_in_the_queue(simulator: RunningSimulator, product: Product, number: str) -> None:
    sid = waiting_call(simulator, product, number)
    simulator.advance(4)
    simulator.hang_up(sid)
    simulator.advance(0)
    (left,) = product.at("/left")
    assert (left.params["QueueResult"], left.params["QueueTime"]) == ("hangup", "4")
    assert left.params["CallStatus"] == "completed"
    assert product.values("/ended", "CallStatus") == ["completed"]


def test_leave_goes_on_after_the_queue(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/wait", "<Leave/>")
    product.says("/left", "<Say>goodbye</Say>")
    sid = waiting_call(simulator, product, number)
    assert product.values("/left", "QueueResult") == ["leave"]
    assert simulator.heard(sid) == ["goodbye"]


def test_a_full_queue(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/voice", '<Enqueue action="/left" maxQueueSize="1">support</Enqueue>')
    simulator.call(number)
    simulator.advance(0)
    simulator.call(number)
    simulator.advance(0)
    assert product.values("/left", "QueueResult") == ["queue-full"]


def test_positions_and_averages_of_the_members(
    simulator: RunningSimulator, product: Product, number: str, client: TwilioClient
) -> None:
    first = waiting_call(simulator, product, number)
    simulator.advance(6)
    second = waiting_call(simulator, product, number)
    simulator.advance(2)
    (queue,) = client.queues.list()
    assert (queue.friendly_name, queue.current_size, queue.average_wait_time) == ("support", 2, 5)
    members = client.queues(queue.sid).members.list()
    assert [(m.call_sid, m.position, m.wait_time) for m in members] == [(first, 1, 8), (second, 2, 2)]


def test_a_redirected_member_leaves_at_once(
    simulator: RunningSimulator, product: Product, number: str, client: TwilioClient
) -> None:
    sid = waiting_call(simulator, product, number)
    product.says("/talk", "<Say>one moment</Say>")
    (queue,) = client.queues.list()
    client.queues(queue.sid).members(sid).update(url=product.url + "/talk")
    simulator.advance(0)
    assert product.values("/left", "QueueResult") == ["redirected"]
    assert simulator.heard(sid) == ["one moment"]
    assert client.queues(queue.sid).fetch().current_size == 0


def test_the_front_caller_is_taken_by_a_leg_and_both_talk(
    simulator: RunningSimulator, product: Product, number: str, client: TwilioClient
) -> None:
    caller = waiting_call(simulator, product, number)
    product.says("/prepare", "<Say>connecting</Say>")
    product.says("/left", "<Say>how was it</Say>")
    agent = client.calls.create(
        to="+15005550006",
        from_=OWN,
        twiml=f'<Response><Dial action="{product.url}/over"><Queue url="{product.url}/prepare">support</Queue>'
        "</Dial></Response>",
    ).sid
    simulator.advance(0)
    simulator.answer(agent)
    simulator.advance(2)
    assert product.values("/prepare", "DequeingCallSid") == [agent]
    assert simulator.show(agent)["hears"] == [caller]
    simulator.hang_up(agent)
    simulator.advance(0)
    assert product.values("/left", "QueueResult") == ["bridged"]
    assert simulator.heard(caller)[-1] == "how was it"


def test_a_queue_that_does_not_exist(
    simulator: RunningSimulator, product: Product, number: str, client: TwilioClient
) -> None:
    product.says("/voice", '<Dial action="/over"><Queue>nowhere</Queue></Dial>')
    simulator.call(number)
    simulator.advance(0)
    assert product.values("/over", "DialCallStatus") == ["failed"]
