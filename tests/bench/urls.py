"""The public host with the floor beside the product's own doors, on the same server and behind the same middleware."""

from django.urls import include, path

from tests.bench import floor

urlpatterns = [
    path("bench/floor/", floor.floor),
    path("bench/constant/", floor.constant),
    path("", include("cc_saas.urls.desk")),
]
