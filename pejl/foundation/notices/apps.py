from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pejl.foundation.notices"
    label = "notices"
