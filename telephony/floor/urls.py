"""The floor's addresses: the page, and its REST under /api/v1/floor/."""

from django.urls import path

from telephony.floor import api, views

page_urls = [path("floor/", views.floor, name="floor")]

api_urls = [
    path("floor/snapshot/", api.SnapshotView.as_view(), name="floor-snapshot"),
    path("floor/waiting/", api.WaitingView.as_view(), name="floor-waiting"),
    path("floor/operators/<uuid:operator_id>/state/", api.StateView.as_view(), name="floor-state"),
    path("floor/operators/<uuid:operator_id>/hand/", api.HandView.as_view(), name="floor-hand"),
    path("floor/calls/<uuid:call_id>/move/", api.MoveView.as_view(), name="floor-move"),
    path("floor/calls/<uuid:call_id>/give/", api.GiveView.as_view(), name="floor-give"),
    path("floor/notes/", api.NotesView.as_view(), name="floor-notes"),
    path("floor/notes/<uuid:note_id>/", api.NoteView.as_view(), name="floor-note"),
    path("floor/centre/", api.CentreView.as_view(), name="floor-centre"),
]
