"""The public host: sign-in, the console, its REST, and what the carrier calls."""

from django.urls import URLPattern, URLResolver, include, path

from telephony.console.urls import page_urls
from telephony.floor.urls import page_urls as floor_urls
from telephony.routing.operator_urls import page_urls as operator_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cc_saas.urls.probes")),
    path("", include("cc_saas.urls.common")),
    path("", include("cc_saas.urls.hooks")),
    path("", include(page_urls)),
    path("", include(floor_urls)),
    path("", include("telephony.routing.urls")),
    path("", include(operator_urls)),
    path("", include("telephony.crisis.desk_urls")),
    path("", include("campaigns.reports.desk_urls")),
    path("api/v1/", include("cc_saas.urls.api_desk_v1")),
]

handler400 = "cc_saas.lib.problems.bad_request"
handler403 = "cc_saas.lib.problems.permission_denied"
handler404 = "cc_saas.lib.problems.page_not_found"
handler500 = "cc_saas.lib.problems.server_error"
