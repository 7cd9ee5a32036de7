"""The console's addresses: the page, and its REST under /api/v1/console/."""

from django.urls import path

from telephony.console import api, views

page_urls = [
    path("", views.home, name="home"),
    path("console/", views.console, name="console"),
]

api_urls = [
    path("console/snapshot/", api.SnapshotView.as_view(), name="console-snapshot"),
    path("console/state/", api.StateView.as_view(), name="console-state"),
    path("console/hand/", api.HandView.as_view(), name="console-hand"),
    path("console/notes/<uuid:note_id>/read/", api.NoteReadView.as_view(), name="console-note-read"),
    path("console/softphone-token/", api.SoftphoneTokenView.as_view(), name="console-softphone-token"),
    path("console/offers/<uuid:offer_id>/accept/", api.AcceptView.as_view(), name="console-accept"),
    path("console/offers/<uuid:offer_id>/decline/", api.DeclineView.as_view(), name="console-decline"),
    path("console/calls/<uuid:call_id>/hold/", api.HoldView.as_view(), name="console-hold"),
    path("console/calls/<uuid:call_id>/resume/", api.ResumeView.as_view(), name="console-resume"),
    path("console/calls/<uuid:call_id>/mute/", api.MuteView.as_view(), name="console-mute"),
    path("console/calls/<uuid:call_id>/unmute/", api.UnmuteView.as_view(), name="console-unmute"),
    path("console/calls/<uuid:call_id>/transfer/", api.TransferView.as_view(), name="console-transfer"),
    path("console/calls/<uuid:call_id>/hang-up/", api.HangUpView.as_view(), name="console-hang-up"),
    path("console/calls/<uuid:call_id>/dispose/", api.DisposeView.as_view(), name="console-dispose"),
    path("console/calls/<uuid:call_id>/note/", api.NoteView.as_view(), name="console-note"),
    path("console/calls/<uuid:call_id>/wrap-up/", api.WrapUpView.as_view(), name="console-wrap-up"),
    path("console/calls/<uuid:call_id>/more-time/", api.MoreTimeView.as_view(), name="console-more-time"),
    path("console/calls/<uuid:call_id>/questions/", api.QuestionsView.as_view(), name="console-questions"),
    path(
        "console/calls/<uuid:call_id>/questions/<int:question_id>/",
        api.AnswerView.as_view(),
        name="console-answer",
    ),
]
