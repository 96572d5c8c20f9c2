"""Addresses about signing in; those that django-allauth and Django look for by name stand in ``pejl.wiring.urls``."""

from __future__ import annotations

from django.urls import path

from pejl.foundation.login.pages import confirming, entrance, passwords, security, staying

app_name = "login"
urlpatterns = [
    path("log-ind/noegle/", entrance.passkey, name="passkey"),
    path("log-ind/rest/", staying.remaining, name="remaining"),
    path("log-ind/bliv/", staying.stay, name="stay"),
    path("adgangskode/vaelg/", passwords.choose, name="choose_password"),
    path("bekraeft/", confirming.confirm, name="confirm"),
    path("login-og-sikkerhed/", security.show, name="security"),
    path("login-og-sikkerhed/app/", security.app, name="app"),
    path("login-og-sikkerhed/noegle/", security.passkey, name="add_passkey"),
    path("login-og-sikkerhed/koder/", security.codes, name="codes"),
    path("login-og-sikkerhed/fjern/", security.remove, name="remove_factor"),
    path("login-og-sikkerhed/log-ud/", security.end, name="end_session"),
    path("login-og-sikkerhed/log-alle-ud/", security.end_others, name="end_others"),
    path("login-og-sikkerhed/api-adgang/", security.give_token, name="give_token"),
    path("login-og-sikkerhed/api-adgang/luk/", security.revoke_token, name="revoke_token"),
]
