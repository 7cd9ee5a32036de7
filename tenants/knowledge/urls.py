"""Addresses of the room's API, under /api/v1/ of a company's host."""

from rest_framework.routers import SimpleRouter

from tenants.knowledge import api

router = SimpleRouter()
router.register("questions", api.QuestionViewSet, basename="question")
router.register("groups", api.GroupViewSet, basename="group")
router.register("greetings", api.GreetingViewSet, basename="greeting")

urlpatterns = router.urls
