"""The addresses of themes, under /temaer/."""

from __future__ import annotations

from django.urls import path

from pejl.themes import pages

app_name = "themes"
urlpatterns = [
    path("", pages.list_themes, name="list"),
    path("meld-ind/", pages.propose, name="propose"),
    path("bordet/", pages.table, name="table"),
    path("omraader/", pages.areas, name="areas"),
    path("<uuid:theme_id>/", pages.show, name="show"),
    path("<uuid:theme_id>/beslut/", pages.decide, name="decide"),
    path("<uuid:theme_id>/laeg-sammen/", pages.merge, name="merge"),
]
