from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "pejl.agreements"
    label = "agreements"
