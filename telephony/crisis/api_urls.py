"""Addresses of the room's API, under /api/v1/ of a company's host."""

from django.urls import path

from telephony.crisis import api

urlpatterns = [
    path("crisis/", api.CrisisView.as_view(), name="crisis"),
    path("crisis/ask/", api.AskView.as_view(), name="crisis-ask"),
    path("crisis/confirm/", api.ConfirmView.as_view(), name="crisis-confirm"),
    path("crisis/end/", api.EndView.as_view(), name="crisis-end"),
]
