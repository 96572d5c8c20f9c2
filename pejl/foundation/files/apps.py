from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pejl.foundation.files"
    label = "files"
