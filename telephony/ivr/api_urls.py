"""REST of menus, under /api/v1/ of a company's host."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from telephony.ivr import api

router = SimpleRouter()
router.register("flows", api.FlowViewSet, basename="flow")
router.register("numbers", api.NumberViewSet, basename="number")

urlpatterns = [
    *router.urls,
    path("opening-hours/", api.OpeningHours.as_view(), name="opening-hours"),
    path("flow-schema/", api.FlowSchema.as_view(), name="flow-schema"),
]
