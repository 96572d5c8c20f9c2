from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "pejl.foundation.drafts"
    label = "drafts"
