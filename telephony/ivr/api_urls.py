"""REST of menus, under /api/v1/ of a company's host."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from telephony.ivr.api import flows, lines

router = SimpleRouter()
router.register("flows", flows.FlowViewSet, basename="flow")
router.register("numbers", lines.NumberViewSet, basename="number")

urlpatterns = [
    *router.urls,
    path("opening-hours/", lines.OpeningHours.as_view(), name="opening-hours"),
    path("flow-schema/", lines.FlowSchema.as_view(), name="flow-schema"),
]
