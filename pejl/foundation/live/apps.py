from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "pejl.foundation.live"
    label = "live"
