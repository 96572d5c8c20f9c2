"""All addresses and the demo's own, which are there only where PEJL_DEMO is set when Pejl starts."""

from __future__ import annotations

from django.urls import include, path

from pejl.wiring.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("demo/", include("pejl.wiring.demo_urls"))]
