"""Pages of coordinators, on the public host."""

from django.urls import path

from telephony.routing import views

app_name = "terms"
urlpatterns = [
    path("terms/", views.overview, name="overview"),
    path("terms/walls/", views.build_wall, name="build_wall"),
    path("terms/walls/<int:wall_id>/tear-down/", views.tear_down, name="tear_down"),
    path("terms/<int:tenant_id>/", views.company, name="company"),
    path("terms/<int:tenant_id>/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
