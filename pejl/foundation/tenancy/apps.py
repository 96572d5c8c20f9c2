from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "pejl.foundation.tenancy"
    label = "tenancy"
