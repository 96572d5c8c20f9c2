from django.urls import path

from pejl.overview import pages

app_name = "overview"
urlpatterns = [
    path("", pages.home, name="home"),
    path("soeg/", pages.search, name="search"),
    path("kladde/", pages.keep_draft, name="keep_draft"),
    path("sprog/", pages.choose_language, name="choose_language"),
    path("set/", pages.mark_seen, name="mark_seen"),
]
