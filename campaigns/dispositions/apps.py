from django.apps import AppConfig


class DispositionsConfig(AppConfig):
    name = "campaigns.dispositions"
    label = "dispositions"
