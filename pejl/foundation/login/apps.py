from django.apps import AppConfig


class LoginConfig(AppConfig):
    name = "pejl.foundation.login"
    label = "login"
