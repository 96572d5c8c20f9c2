"""Pejl's addresses and the bare page."""

from django.urls import path

from bench import bare
from pejl.wiring import urls as pejl

urlpatterns = [*pejl.urlpatterns, path("bare/", bare.page)]
handler404 = pejl.handler404
