"""REST of a company's host, under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("campaigns.records.api_urls")),
    path("", include("tenants.knowledge.urls")),
    path("", include("telephony.ivr.api_urls")),
    path("", include("telephony.queues.api_urls")),
    path("", include("telephony.callbacks.api_urls")),
    path("", include("telephony.crisis.api_urls")),
]
