"""Pages of a company's host about its queues. The REST of the room is in api_urls."""

from django.urls import path

from telephony.queues import views

app_name = "queues"
urlpatterns = [
    path("queues/", views.queues, name="queues"),
    path("queues/new/", views.new, name="new"),
    path("queues/groups/", views.save_group, name="save_group"),
    path("queues/notices/<int:notice_id>/", views.put_away, name="put_away"),
    path("queues/<int:queue_id>/", views.queue, name="queue"),
    path("queues/<int:queue_id>/delete/", views.delete, name="delete"),
    path("queues/<int:queue_id>/restore/", views.restore, name="restore"),
]
