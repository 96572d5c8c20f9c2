"""The addresses of themes, under /temaer/."""

from __future__ import annotations

from django.urls import path

from pejl.themes import pages

app_name = "themes"
urlpatterns = [
    path("", pages.list_themes, name="list"),
    path("meld-ind/", pages.propose, name="propose"),
    path("ligner/", pages.alike, name="alike"),
    path("bordet/", pages.table, name="table"),
    path("bordet/raekkefoelge/", pages.order, name="order"),
    path("bordet/vaegt/", pages.weigh_next, name="weigh_next"),
    path("omraader/", pages.areas, name="areas"),
    path("omraader/<uuid:area_id>/luk/", pages.close_area, name="close_area"),
    path("omraader/<uuid:area_id>/aabn/", pages.open_area, name="open_area"),
    path("indsamling/", pages.collections, name="collections"),
    path("indsamling/<uuid:collection_id>/", pages.collect, name="collect"),
    path("indsamling/<uuid:collection_id>/ligner/", pages.collect_alike, name="collect_alike"),
    path("indsamling/<uuid:collection_id>/slut/", pages.end_collection, name="end_collection"),
    path("indsamling/<uuid:collection_id>/haender/<uuid:theme_id>/", pages.hands, name="hands"),
    path("<uuid:theme_id>/", pages.show, name="show"),
    path("<uuid:theme_id>/bak-op/", pages.back, name="back"),
    path("<uuid:theme_id>/bak-ikke-op/", pages.stop_backing, name="stop_backing"),
    path("<uuid:theme_id>/traek-tilbage/", pages.withdraw, name="withdraw"),
    path("<uuid:theme_id>/overtag/", pages.resume, name="resume"),
    path("<uuid:theme_id>/vaegt/", pages.weigh, name="weigh"),
    path("<uuid:theme_id>/beslut/", pages.decide, name="decide"),
    path("<uuid:theme_id>/laeg-sammen/", pages.merge, name="merge"),
]
