"""Addresses of the room on the public host: pages about operators, and all of its REST under /api/v1/."""

from django.urls import include, path

from telephony.routing import operator_api, operator_views, terms_api

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
    path("terms/", terms_api.TermsView.as_view(), name="terms-list"),
    path("terms/<int:tenant_id>/", terms_api.CompanyTermsView.as_view(), name="terms-of-company"),
    path("terms/<int:tenant_id>/<int:number>/", terms_api.VersionView.as_view(), name="terms-version"),
    path("walls/", terms_api.WallsView.as_view(), name="wall-list"),
    path("walls/<int:wall_id>/", terms_api.WallView.as_view(), name="wall"),
]
