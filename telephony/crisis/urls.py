"""Pages of a company's host about its crisis plan."""

from django.urls import path

from telephony.crisis import views

app_name = "crisis"
urlpatterns = [
    path("crisis/", views.crisis, name="crisis"),
    path("crisis/plan/", views.save_plan, name="save_plan"),
    path("crisis/code/", views.make_code, name="make_code"),
    path("crisis/code/agree/", views.agree_to_code, name="agree_to_code"),
    path("crisis/code/revoke/", views.revoke_code, name="revoke_code"),
    path("crisis/ask/", views.ask, name="ask"),
    path("crisis/confirm/", views.confirm, name="confirm"),
    path("crisis/end/", views.end, name="end"),
]
