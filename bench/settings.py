"""Pejl's settings with two more addresses to compare with, and the database that the bench names."""

import os

from pejl.wiring.settings import *  # noqa: F403
from pejl.wiring.settings import INSTALLED_APPS

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
BENCH_SIZES = os.environ.get("PEJL_BENCH_SIZES", "")
