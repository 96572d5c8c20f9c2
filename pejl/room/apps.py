from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "pejl.room"
    label = "room"
