"""Pages of a company's host. The REST of the room is in api_urls."""

from django.urls import path

from campaigns.records import views

app_name = "records"
urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/<uuid:call_id>/", views.call, name="call"),
    path("calls/<uuid:call_id>/voicemail/<int:voicemail_id>/", views.voicemail, name="voicemail"),
]
