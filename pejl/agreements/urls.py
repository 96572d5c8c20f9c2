"""The addresses of agreements, under /aftaler/."""

from __future__ import annotations

from django.urls import path

from pejl.agreements import pages

app_name = "agreements"
urlpatterns = [
    path("", pages.list_agreements, name="list"),
    path("<uuid:agreement_id>/faerdig/", pages.finish, name="finish"),
    path("<uuid:agreement_id>/bortfaldet/", pages.drop, name="drop"),
    path("<uuid:agreement_id>/igen/", pages.reopen, name="reopen"),
    path("laering/<uuid:goal_id>/", pages.change_goal, name="goal"),
    path("laering/<uuid:goal_id>/slet/", pages.forget_goal, name="forget_goal"),
]
