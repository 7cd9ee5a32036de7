"""What is asked for and cannot be, as problem details."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from cc_saas.lib.problems import CONTENT_TYPE
from cc_saas.lib.problems import problem as problem_details
from telephony.ivr import checking, document, services


class Conflict(APIException):
    """409: what was asked for does not go with what is."""

    status_code = status.HTTP_409_CONFLICT


class NameTaken(Conflict):
    default_detail = gettext_lazy("Another menu has this name.")
    default_code = "name_taken"


class ChangedMeanwhile(Conflict):
    default_detail = gettext_lazy(
        "Somebody else has changed the draft meanwhile. Reload it, and change it again."
    )
    default_code = "changed_meanwhile"


class FlowInUse(Conflict):
    default_detail = gettext_lazy("Numbers are answered with this menu. Give them another one first.")
    default_code = "menu_in_use"


class NotCancellable(Conflict):
    default_detail = gettext_lazy("This version answers calls already. Go back to an older one instead.")
    default_code = "version_has_begun"


def not_publishable(error: services.NotPublishable, draft: object) -> Response:
    """422, with every problem at its node."""
    body = problem_details(
        status=422, title=_("The menu has problems and was not published"), code="menu_has_problems",
        problems=checking.told(error.problems, menu=document.read(draft)[0]),
    )  # fmt: skip
    return Response(body, status=422, content_type=CONTENT_TYPE)
