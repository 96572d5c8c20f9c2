from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "pejl.guidance"
    label = "guidance"
