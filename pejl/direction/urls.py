"""The addresses of direction, under /retning/."""

from __future__ import annotations

from django.urls import path

from pejl.direction import pages

app_name = "direction"
urlpatterns = [
    path("", pages.list_direction, name="list"),
    path("alt/", pages.everything, name="everything"),
    path("ny/", pages.state, name="state"),
    path("<uuid:statement_id>/", pages.show, name="show"),
    path("<uuid:statement_id>/erstat/", pages.replace, name="replace"),
    path("<uuid:statement_id>/afslut/", pages.end, name="end"),
    path("enhed/<uuid:unit_id>/", pages.unit, name="unit"),
    path("enhed/<uuid:unit_id>/storskaerm/", pages.screen, name="screen"),
    path("enhed/<uuid:unit_id>/gennemgaaet/", pages.go_through, name="go_through"),
    path("tema/<uuid:theme_id>/", pages.follow, {"kind": "theme"}, name="follow_theme"),
    path("tema/<uuid:theme_id>/fjern/", pages.unfollow, {"kind": "theme"}, name="unfollow_theme"),
    path("moede/<uuid:meeting_id>/", pages.follow, {"kind": "meeting"}, name="follow_meeting"),
    path("moede/<uuid:meeting_id>/fjern/", pages.unfollow, {"kind": "meeting"}, name="unfollow_meeting"),
    path("pejlemaerke/<uuid:product_id>/", pages.follow, {"kind": "product"}, name="follow_product"),
    path("pejlemaerke/<uuid:product_id>/fjern/", pages.unfollow, {"kind": "product"}, name="unfollow_product"),
]
