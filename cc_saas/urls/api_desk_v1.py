"""REST of the public host, under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from telephony.console.urls import api_urls
from telephony.floor.urls import api_urls as floor_urls
from telephony.routing.operator_urls import api_urls as operator_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(api_urls)),
    path("", include(floor_urls)),
    path("", include(operator_urls)),
]
