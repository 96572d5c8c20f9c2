"""My overview, the search page, and the small addresses that every page uses."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats import dates, times
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.overview import queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs me, in one minute."""
    now, today = clock.now(), clock.today()
    mine = queries.my_page(request.person, now=now, today=today)
    news = [
        {
            "when": dates.relative(notice.created_at, now),
            "text": notice.subject,
            "url": notice.path,
            "tone": _tone(notice),
        }
        for notice in mine.notices
    ]
    unseen = any(notice.seen_at is None for notice in mine.notices)
    return render(request, "overview/home.html", {"mine": mine, "news": news, "unseen": unseen, "today": today})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find by title. A CPR number is refused, and never comes back in the answer."""
    text = request.GET.get("q", "")
    context: dict[str, Any] = {"q": text, "hits": {}, "refusal": ""}
    try:
        context["hits"] = queries.hits(text, person=request.person)
    except Refusal as refusal:
        context |= {"q": "", "refusal": refusal.message}
    return render(request, "overview/search.html", context, status=422 if context["refusal"] else 200)


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far; answers with when, in words, or with a problem."""
    now = clock.now()
    try:
        place, fields = _draft_in(request)
        drafts.keep(place=place, fields=fields, by=request.person, now=now)
    except Refusal as refusal:
        body = {"title": _("The draft is not kept"), "detail": refusal.message, "field": refusal.field}
        return JsonResponse(body, status=refusal.http_status, content_type="application/problem+json")
    return JsonResponse({"saved": _("Saved %(time)s") % {"time": times.clock(now)}})


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read Pejl in Danish or English, and go back to where one was."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    if request.person is not None:
        tenancy.choose_language(account=request.user, language=language)
    answer = redirect(_safe(request.POST.get("next", ""), request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.IS_HTTPS,
        samesite="Lax",
        httponly=True,
    )
    return answer


@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    """I have read what is new."""
    notices.mark_seen(by=request.person, now=clock.now())
    return redirect("overview:home")


def _tone(notice: Notice) -> str:
    return "active" if notice.seen_at is None else "done"


def _draft_in(request: HttpRequest) -> tuple[str, dict[str, str]]:
    try:
        body = json.loads(request.body)
        fields = body["fields"]
        place = body["place"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Invalid(_("Pejl could not read this draft.")) from None
    if not isinstance(place, str) or not isinstance(fields, dict):
        raise Invalid(_("Pejl could not read this draft."))
    if not all(isinstance(value, str) for value in fields.values()):
        raise Invalid(_("Pejl could not read this draft."))
    return place, fields


def _safe(path: str, request: HttpRequest) -> str:
    """The address to go back to, if it is one of ours."""
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}) and path.startswith("/")
    return path if is_ours else "/"
