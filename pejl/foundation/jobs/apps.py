from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pejl.foundation.jobs"
    label = "jobs"
