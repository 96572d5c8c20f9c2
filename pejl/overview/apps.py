from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "pejl.overview"
    label = "overview"
