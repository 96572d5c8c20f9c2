"""What stands around every page: navigation, search, the person's own menu."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.foundation.login.pages.staying import left
from pejl.foundation.privacy import cpr
from pejl.foundation.tenancy.middleware import SEAT_NAME
from pejl.foundation.tenancy.models import Account
from pejl.wiring.jinja import url
from pejl.wiring.navigation import PLACES


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The layouts' context (see pejl/design/README.md), plus ``person`` and ``is_fragment``."""
    person = getattr(request, "person", None)
    around: dict[str, Any] = {
        "language": get_language() or "da",
        "person": person,
        "demo": settings.PEJL_DEMO,
        "is_fragment": "HX-Request" in request.headers,
        "navigation": [],
        "search_url": None,
        "user_menu": None,
        "session": None,
    }
    if person is None:
        return around
    return around | {
        "navigation": [
            {"label": place.label, "url": url(place.page), "current": place.is_at(request.path)} for place in PLACES
        ],
        "search_url": url("overview:search"),
        "user_menu": _user_menu(request, person),
        "session": {**left(request.session), "stay_url": url("login:stay"), "remaining_url": url("login:remaining")},
    }


def _user_menu(request: HttpRequest, person: Any) -> dict[str, Any]:
    return {
        "name": person.name,
        "place": request.session.get(SEAT_NAME, ""),
        "links": _links(person),
        "language": {
            "url": url("overview:choose_language"),
            "choices": Account.Language.choices,
            "current": get_language() or "da",
            "next": _way_back(request),
        },
        "log_out_url": url("account_logout"),
    }


def _links(person: Any) -> list[dict[str, str]]:
    links = [
        {"label": _("My agreements"), "url": url("agreements:list")},
        {"label": _("My calendar"), "url": url("links:subscriptions")},
    ]
    if not person.is_guest:
        links.append({"label": _("My unit"), "url": url("organisation:mine")})
        links.append({"label": _("Direction"), "url": url("direction:list")})
    links.append({"label": _("Organisation"), "url": url("organisation:show")})
    links.append({"label": _("Sign-in and security"), "url": url("login:security")})
    if settings.PEJL_DEMO:
        links.append({"label": _("Be somebody else"), "url": url("demo:people")})
    return links


def _way_back(request: HttpRequest) -> str:
    """Where the page is; a CPR number that somebody searched for does not come back with it."""
    path = request.get_full_path()
    return request.path if cpr.find(path) else path
