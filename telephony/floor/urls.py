"""The floor's addresses: the page, and its REST under /api/v1/floor/."""

from django.urls import path

from telephony.floor import views
from telephony.floor.api import calls, queues, wall

page_urls = [path("floor/", views.floor, name="floor")]

api_urls = [
    path("floor/snapshot/", wall.SnapshotView.as_view(), name="floor-snapshot"),
    path("floor/waiting/", wall.WaitingView.as_view(), name="floor-waiting"),
    path("floor/operators/<uuid:operator_id>/state/", wall.StateView.as_view(), name="floor-state"),
    path("floor/operators/<uuid:operator_id>/hand/", wall.HandView.as_view(), name="floor-hand"),
    path("floor/calls/<uuid:call_id>/move/", wall.MoveView.as_view(), name="floor-move"),
    path("floor/calls/<uuid:call_id>/give/", wall.GiveView.as_view(), name="floor-give"),
    path("floor/calls/<uuid:call_id>/", calls.CallView.as_view(), name="floor-call"),
    path("floor/calls/<uuid:call_id>/lease/", calls.LeaseView.as_view(), name="floor-lease"),
    path("floor/calls/<uuid:call_id>/listen/", calls.ListenView.as_view(), name="floor-listen"),
    path("floor/queues/<int:queue_id>/overflow/", queues.OverflowView.as_view(), name="floor-overflow"),
    path("floor/groups/<int:group_id>/move/", queues.GroupMoveView.as_view(), name="floor-group-move"),
    path("floor/changes/end/", queues.ChangesEndView.as_view(), name="floor-changes-end"),
    path("floor/softphone-token/", calls.SoftphoneTokenView.as_view(), name="floor-softphone-token"),
    path("floor/notes/", wall.NotesView.as_view(), name="floor-notes"),
    path("floor/notes/<uuid:note_id>/", wall.NoteView.as_view(), name="floor-note"),
    path("floor/centre/", wall.CentreView.as_view(), name="floor-centre"),
]
