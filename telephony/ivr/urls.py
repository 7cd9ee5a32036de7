"""The company's pages about its numbers and menus. The REST of the room is in api_urls."""

from django.urls import path

from telephony.ivr import views

app_name = "menus"
urlpatterns = [
    path("menus/", views.menus, name="menus"),
    path("menus/<int:flow_id>/", views.menu, name="menu"),
]
