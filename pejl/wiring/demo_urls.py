"""Addresses that only a demonstration has."""

from __future__ import annotations

from django.urls import path

from pejl.wiring import demo_pages

app_name = "demo"
urlpatterns = [
    path("", demo_pages.people, name="people"),
    path("ind/", demo_pages.step_into, name="step_into"),
    path("post/", demo_pages.mails, name="mails"),
]
