"""Where streams begin; ``pejl.wiring.server`` answers them, and asks this page first."""

from __future__ import annotations

from django.urls import path

from pejl.foundation.live import pages

app_name = "live"
urlpatterns = [
    path("live/", pages.follow, name="stream"),
    path("live/poll/", pages.follow, name="poll"),
]
