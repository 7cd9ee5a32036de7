"""Pages of a company's host about its crisis plan."""

from django.urls import path

from telephony.crisis import views

app_name = "crisis"
urlpatterns = [
    path("crisis/", views.crisis, name="crisis"),
    path("crisis/plan/", views.save_plan, name="save_plan"),
    path("crisis/ask/", views.ask, name="ask"),
    path("crisis/confirm/", views.confirm, name="confirm"),
    path("crisis/end/", views.end, name="end"),
]
