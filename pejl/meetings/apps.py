from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "pejl.meetings"
    label = "meetings"
