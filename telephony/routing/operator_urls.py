"""Addresses about operators on the public host: pages, and REST under /api/v1/."""

from django.urls import include, path

from telephony.routing import operator_api, operator_views

pages = (
    [
        path("operators/", operator_views.operators, name="operators"),
        path("operators/<uuid:operator_id>/", operator_views.operator, name="operator"),
    ],
    "operators",
)
page_urls = [path("", include(pages))]

api_urls = [
    path("operators/", operator_api.OperatorsView.as_view(), name="operator-list"),
    path("operators/<uuid:operator_id>/", operator_api.OperatorView.as_view(), name="operator-order"),
]
