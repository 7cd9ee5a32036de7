"""The addresses that the carrier knows; `callflow.addresses` gives them out."""

from django.urls import path

from telephony.webhooks import callbacks, fallback, keyholders, legs, menus, messages, voice

urlpatterns = [
    path("hooks/voice/", voice.arrives, name="hook-voice"),
    path("hooks/voice/status/", voice.line_status, name="hook-voice-status"),
    path("hooks/voice/keyholder/", keyholders.asked, name="hook-keyholder"),
    path("hooks/voice/keyholder/code/<int:step>/", keyholders.keyed, name="hook-keyholder-code"),
    path("hooks/voice/keyholder/confirmed/", keyholders.confirmed, name="hook-keyholder-confirmed"),
    path("hooks/voice/fallback/", fallback.arrives, name="hook-fallback"),
    path("hooks/voice/fallback/voicemail/", fallback.taken, name="hook-fallback-voicemail"),
    path("hooks/voice/fallback/recording/", fallback.sound_ready, name="hook-fallback-recording"),
    path("hooks/calls/<uuid:call_id>/announced/", voice.announced, name="hook-announced"),
    path("hooks/calls/<uuid:call_id>/menu/<int:step>/", menus.answered, name="hook-menu"),
    path("hooks/calls/<uuid:call_id>/menu/<int:step>/checked/", menus.checked, name="hook-menu-checked"),
    path(
        "hooks/calls/<uuid:call_id>/menu/<int:step>/forwarded/", menus.forwarded, name="hook-menu-forwarded"
    ),
    path("hooks/calls/<uuid:call_id>/wait/", voice.waits, name="hook-wait"),
    path("hooks/calls/<uuid:call_id>/forwarded/", voice.forwarded, name="hook-forwarded"),
    path("hooks/calls/<uuid:call_id>/callback/", callbacks.asked, name="hook-callback"),
    path("hooks/calls/<uuid:call_id>/callback/begun/", callbacks.begun, name="hook-callback-begun"),
    path("hooks/calls/<uuid:call_id>/callback/keyed/", callbacks.keyed, name="hook-callback-keyed"),
    path(
        "hooks/calls/<uuid:call_id>/callback/numbers/<str:number>/",
        callbacks.confirmed,
        name="hook-callback-number",
    ),
    path("hooks/calls/<uuid:call_id>/left-queue/", voice.left_queue, name="hook-left-queue"),
    path("hooks/calls/<uuid:call_id>/left-room/", voice.left_room, name="hook-left-room"),
    path("hooks/calls/<uuid:call_id>/hold/", voice.holds, name="hook-hold"),
    path("hooks/calls/<uuid:call_id>/room/", legs.room_event, name="hook-room"),
    path("hooks/calls/<uuid:call_id>/legs/<uuid:leg_id>/", legs.leg_status, name="hook-leg"),
    path("hooks/calls/<uuid:call_id>/voicemail/", messages.taken, name="hook-voicemail"),
    path(
        "hooks/calls/<uuid:call_id>/voicemail/recording/",
        messages.sound_ready,
        name="hook-voicemail-recording",
    ),
]
