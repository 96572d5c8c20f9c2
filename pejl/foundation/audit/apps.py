from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pejl.foundation.audit"
    label = "audit"
