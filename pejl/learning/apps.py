from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "pejl.learning"
    label = "learning"
