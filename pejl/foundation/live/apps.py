from django.apps import AppConfig
from django.db.models.signals import post_delete


class LiveConfig(AppConfig):
    name = "pejl.foundation.live"
    label = "live"

    def ready(self) -> None:
        """Whoever is signed out, in whatever way, hears nothing more: every way deletes the session."""
        from pejl.foundation.live import waking  # noqa: PLC0415 -- needs the models
        from pejl.foundation.login.models import Session  # noqa: PLC0415 -- is one

        post_delete.connect(waking.wake_signed_out, sender=Session)
