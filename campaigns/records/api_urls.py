"""REST of a company's host, under /api/v1/."""

from django.urls import path

from campaigns.records import api

urlpatterns = [
    path("calls/", api.CallList.as_view(), name="call-list"),
    path("calls/<uuid:call_id>/", api.CallDetail.as_view(), name="call-detail"),
    path(
        "calls/<uuid:call_id>/voicemails/<int:voicemail_id>/sound/",
        api.VoicemailSound.as_view(),
        name="call-voicemail-sound",
    ),
]
