"""Every address, gathered from the modules."""

from __future__ import annotations

from allauth.account import views as login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from pejl.api.api import urls as api_urls
from pejl.wiring import answers, gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", answers.healthz, name="healthz"),
    path("api/v1/", api_urls),
    path("", include("pejl.overview.urls")),
    path("organisation/", include("pejl.organisation.urls")),
    path("temaer/", include("pejl.themes.urls")),
    path("moeder/", include("pejl.learning.urls")),
    path("moeder/", include("pejl.room.urls")),
    path("moeder/", include("pejl.meetings.urls")),
    path("aftaler/", include("pejl.agreements.urls")),
    path("pejlemaerker/", include("pejl.guidance.urls")),
    path("komponenter/", gallery.show, name="gallery"),
    path("log-ind/", login.login, name="account_login"),
    path("log-ud/", login.logout, name="account_logout"),
    path("ny-konto/", login.signup, name="account_signup"),
    path("konto-lukket/", login_not_required(login.account_inactive), name="account_inactive"),
    path("adgangskode/", login.password_change, name="account_change_password"),
    path("adgangskode/foerste/", login.password_set, name="account_set_password"),
    path("glemt-adgangskode/", login.password_reset, name="account_reset_password"),
    path("glemt-adgangskode/sendt/", login.password_reset_done, name="account_reset_password_done"),
    path(
        "glemt-adgangskode/<uidb36>-<key>/",
        login.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "glemt-adgangskode/klar/",
        login.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

if settings.PEJL_DEMO:
    urlpatterns.append(path("demo/", include("pejl.wiring.demo_urls")))

handler400 = answers.bad_request
handler403 = answers.not_allowed
handler404 = answers.not_found
handler500 = answers.server_error
