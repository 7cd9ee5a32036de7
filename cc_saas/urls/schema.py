"""The description of the REST interface, of the host on which it is asked for."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

import tenants.accounts.schema  # noqa: F401 - registers itself with drf-spectacular
from tenants.accounts.api import declares
from tenants.accounts.types import Scope


@declares(scope=Scope.PUBLIC)
class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 as YAML, or as JSON where that is accepted (`?format=json` too)."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer


@declares(scope=Scope.PUBLIC)
class DocsView(SpectacularSwaggerSplitView):
    """The same to read and to try. Its script is a file of its own, as the policy wants."""
