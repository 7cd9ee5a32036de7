"""Pages of coordinators, on the public host."""

from django.urls import path

from telephony.crisis import views

app_name = "crises"
urlpatterns = [
    path("crises/", views.crises, name="crises"),
    path("crises/<int:crisis_id>/consent/", views.consent, name="consent"),
]
