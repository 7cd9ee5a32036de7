"""Addresses of the room's API, under /api/v1/ of a company's host."""

from django.urls import path

from telephony.callbacks import api

urlpatterns = [
    path("callback-settings/", api.CallbackSettings.as_view(), name="callback-settings"),
    path("dial-rules/", api.DialRules.as_view(), name="dial-rules"),
]
