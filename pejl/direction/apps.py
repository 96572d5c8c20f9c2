from django.apps import AppConfig


class DirectionConfig(AppConfig):
    name = "pejl.direction"
    label = "direction"
