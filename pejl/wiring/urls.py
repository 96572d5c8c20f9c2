"""Every address, gathered from the modules."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from pejl.api.api import urls as api_urls
from pejl.foundation.login.pages import entrance, passwords
from pejl.meetings.urls import links
from pejl.room.urls import follow
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
    path("", include(links)),
    path("f/", include(follow)),
    path("aftaler/", include("pejl.agreements.urls")),
    path("retning/", include("pejl.direction.urls")),
    path("pejlemaerker/", include("pejl.guidance.urls")),
    path("komponenter/", gallery.show, name="gallery"),
    path("", include("pejl.foundation.live.urls")),
    path("", include("pejl.foundation.login.urls")),
    # By these names Django and django-allauth look for them.
    path("log-ind/", entrance.sign_in, name="account_login"),
    path("log-ind/kode/", entrance.second_step, name="mfa_authenticate"),
    path("log-ud/", entrance.sign_out, name="account_logout"),
    path("ny-konto/", entrance.closed_signup, name="account_signup"),
    path("konto-lukket/", entrance.inactive, name="account_inactive"),
    path("adgangskode/", passwords.change, name="account_change_password"),
    path("glemt-adgangskode/", passwords.forgotten, name="account_reset_password"),
    path("glemt-adgangskode/sendt/", passwords.sent, name="account_reset_password_done"),
]

if settings.PEJL_DEMO:
    urlpatterns.append(path("demo/", include("pejl.wiring.demo_urls")))

handler400 = answers.bad_request
handler403 = answers.not_allowed
handler404 = answers.not_found
handler500 = answers.server_error
