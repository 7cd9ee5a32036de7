"""A company's host: its pages and its REST."""

from django.urls import URLPattern, URLResolver, include, path

from campaigns.records.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cc_saas.urls.common")),
    path("", home, name="home"),
    path("", include("campaigns.records.urls")),
    path("", include("campaigns.reports.urls")),
    path("", include("telephony.ivr.urls")),
    path("", include("telephony.queues.urls")),
    path("", include("telephony.callbacks.urls")),
    path("", include("telephony.crisis.urls")),
    path("api/v1/", include("cc_saas.urls.api_company_v1")),
]

handler400 = "cc_saas.lib.problems.bad_request"
handler403 = "cc_saas.lib.problems.permission_denied"
handler404 = "cc_saas.lib.problems.page_not_found"
handler500 = "cc_saas.lib.problems.server_error"
