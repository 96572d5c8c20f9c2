from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "pejl.themes"
    label = "themes"
