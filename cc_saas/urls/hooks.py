"""What the carrier calls, on the public host."""

from django.urls import URLPattern, URLResolver, include, path

from tenants.knowledge.views import announcement_audio

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("telephony.webhooks.urls")),
    path("hooks/audio/<str:name>.wav", announcement_audio, name="announcement-audio"),
]
