"""A keyholder rings one of her company's numbers at night: she may switch the company's crisis on with its code.

She alone is asked, by the telephone from which she rings; the code, and not the telephone, is what lets her. Until she has pressed
the star there is no call of hers here; where she does not, she arrives like everybody.
"""

from datetime import datetime

from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, in_crisis, speech, switch_words
from telephony.callflow.prompts import Prompt
from telephony.callflow.types import Line
from telephony.provider.documents import Ask, Document, HangUp, Play, Say
from tenants.crisis import codes
from tenants.crisis import selectors as crises
from tenants.crisis.types import CODE_LENGTH, Phase, Plan, Tried

STAR, YES = "*", "1"
MOST_TRIES = 3
"""So often the code is asked for in one call."""


def offer(*, line: Line, caller: str, now: datetime) -> Document | None:
    """Return the question whether she wants the switch; None for everybody who holds no key of this company."""
    if not crises.holds_key(tenant_id=line.tenant_id, phone=caller, now=now):
        return None
    spoken = speech.prompt(Prompt.SWITCH_OFFER, line.language)
    return [Ask(spoken=(spoken,), answer_url=addresses.keyholder(), wait=3, most=1)]


def ask_code(*, line: Line, step: int = 1, wrong: bool = False) -> Document:
    """Return the question for the code; after MOST_TRIES of them the line ends politely."""
    again = (speech.prompt(Prompt.SWITCH_WRONG, line.language),) if wrong else ()
    if step > MOST_TRIES:
        return [*again, *_farewell(Prompt.SWITCH_NOTHING, line)]
    spoken = (*again, speech.prompt(Prompt.SWITCH_CODE, line.language))
    url = addresses.keyholder_code(step)
    return [Ask(spoken=spoken, answer_url=url, wait=15, most=CODE_LENGTH, finish="#")]


def code_keyed(*, line: Line, caller: str, carrier_sid: str, code: str, step: int, now: datetime) -> Document:
    """Return what follows a code: what would happen, another try, or the end. Silence is no wrong code."""
    if not code or step > MOST_TRIES:
        return ask_code(line=line, step=step + 1)
    tried = codes.try_code(company_id=line.tenant_id, phone=caller, code=code, call=carrier_sid, now=now)
    if tried is Tried.SHUT:
        return _farewell(Prompt.SWITCH_SHUT, line)
    plan = codes.plan_passed(call=carrier_sid) if tried is Tried.RIGHT else None
    if plan is None:
        return ask_code(line=line, step=step + 1, wrong=True)
    latest = crises.latest(tenant_id=line.tenant_id)
    if latest is not None and latest.phase(at=now) is Phase.ON:
        return _farewell(Prompt.SWITCH_ALREADY, line)
    return [
        Ask(spoken=_what_happens(plan, line), answer_url=addresses.keyholder_confirmed(), wait=10, most=1)
    ]


def confirmed(*, line: Line, carrier_sid: str, digits: str, now: datetime) -> Document:
    """Return what follows 1, or anything else; with 1 the crisis begins."""
    if digits != YES:
        return _farewell(Prompt.SWITCH_NOTHING, line)
    begun = codes.switch_on(company_id=line.tenant_id, call=carrier_sid, now=now)
    return _farewell(Prompt.SWITCH_ON if begun is not None else Prompt.SWITCH_NOTHING, line)


def _what_happens(plan: Plan, line: Line) -> tuple[Say | Play, ...]:
    """What she lets happen: that callers will hear it is the reason to read the plan's greeting to her."""
    with in_tenant(line.schema):
        greeting = [step for step in in_crisis.greeting(plan=plan, line=line) if isinstance(step, Say | Play)]
    before = [Prompt.SWITCH_PLAN, *([Prompt.SWITCH_GREETING] if greeting else [])]
    after = [Prompt(switch_words.within(plan.minutes)), Prompt.SWITCH_CONFIRM]
    return (
        *(speech.prompt(one, line.language) for one in before), *greeting,
        *(speech.prompt(one, line.language) for one in after),
    )  # fmt: skip


def _farewell(words: Prompt, line: Line) -> Document:
    return [speech.prompt(words, line.language), HangUp()]
