"""The page of a company's host about calling back and out. The REST of the room is in api_urls."""

from django.urls import path

from telephony.callbacks import views

app_name = "callbacks"
urlpatterns = [path("calling/", views.calling, name="calling")]
