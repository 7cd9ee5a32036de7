"""How the commands of this room answer: one JSON object alone, or one sentence and exit code 1."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError
from django.core.serializers.json import DjangoJSONEncoder

from telephony.numbers.services import NumberTaken
from telephony.onboarding.services import LevelInvalid, NumberInvalid, NumberNotOurs
from telephony.provider.port import CarrierFailed
from tenants.directory.types import CompanyInvalid, CompanyUnknown
from tenants.knowledge.services import GreetingEmpty


def answer(work: Callable[[], Any]) -> str:
    """Do the work and return its result as JSON. Raises CommandError with what to do about a refusal."""
    try:
        return json.dumps(dataclasses.asdict(work()), cls=DjangoJSONEncoder, ensure_ascii=False)
    except NumberNotOurs as error:
        raise CommandError(
            f"The carrier does not have {error} among our numbers; add --buy to buy it."
        ) from None
    except NumberTaken as error:
        raise CommandError(f"{error} belongs to another company.") from None
    except NumberInvalid as error:
        raise CommandError(f"--number {error} is not E.164, as +442079460100 is.") from None
    except LevelInvalid as error:
        raise CommandError(f"--skills {error}: a level is 1 to 5, as in repairs:4.") from None
    except GreetingEmpty:
        raise CommandError("--greeting must not be empty: it is what the operator says first.") from None
    except (CompanyInvalid, CompanyUnknown) as error:
        raise CommandError(str(error)) from None
    except CarrierFailed as error:
        raise CommandError(f"The carrier did not answer as hoped: {error}") from None
