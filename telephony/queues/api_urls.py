"""Addresses of the room's API, under /api/v1/ of a company's host."""

from rest_framework.routers import SimpleRouter

from telephony.queues import api

router = SimpleRouter()
router.register("queues", api.QueueViewSet, basename="queue")
router.register("operator-groups", api.OperatorGroupViewSet, basename="operator-group")

urlpatterns = router.urls
