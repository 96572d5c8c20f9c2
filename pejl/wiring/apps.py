from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "pejl.wiring"
    label = "wiring"
