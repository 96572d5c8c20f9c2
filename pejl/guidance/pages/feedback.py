"""Writing to whoever answers for a product, and answering what colleagues write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AnswerFeedback, GiveFeedback
from pejl.guidance.models import Feedback
from pejl.guidance.pages.finding import kept_at, product_of, reading_of
from pejl.guidance.pages.reading import page_of
from pejl.guidance.pages.using import place_of


@require_POST
def give_feedback(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask, correct, say that it did not fit, or tell what it changed."""
    reading = reading_of(request, product_id)
    form, by, now = GiveFeedback(request.POST), request.person, clock.now()
    if form.is_valid():
        say = lambda: operations.give_feedback(version=reading.version, by=by, now=now, **form.cleaned_data)  # noqa: E731
        with form.refusing():
            drafts.once(say, client_id=_client_id(request), by=by, now=now, place=place_of(product_id))
            messages.success(request, _("It is sent. You are told when there is an answer."))
            return redirect("guidance:feedback_of", product_id)
    return page_of(request, reading, form)


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """What waits for an answer of mine, the oldest first."""
    return render(request, "guidance/feedback/index.html", {"waiting": list(queries.feedback_for(request.person))})


@require_safe
def feedback_of(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """How much a product is used, and what I may read of what was said of it, with the answers."""
    product = product_of(request, product_id)
    context = {
        "product": product,
        "uses": queries.uses_of(product, clock.today()),
        "said": list(queries.feedback_on(product, request.person)),
        "hears": permissions.hears_feedback(request.person, product),
        "answer_of": answer_of,
    }
    return render(request, "guidance/feedback/of_product.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_feedback(request: HttpRequest, feedback_id: UUID) -> HttpResponse:
    """Answer a colleague, and say what comes of it."""
    said = _feedback_of(request, feedback_id)
    product = said.version.product
    permissions.require_hears_feedback(request.person, product)
    if request.method != "POST" and answer_of(said):
        return redirect(_anchored(said))
    place = f"guidance:answer_feedback:{said.pk}"
    form = AnswerFeedback(request.POST if request.method == "POST" else None, initial=kept_at(request, place))
    if request.method == "POST" and form.is_valid():
        with form.refusing():
            operations.answer_feedback(feedback=said, by=request.person, now=clock.now(), **form.cleaned_data)
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("%(name)s is told.") % {"name": said.by.name})
            return redirect(_anchored(said))
    context = {"said": said, "product": product, "form": form, "place": place}
    return render(request, "guidance/feedback/answer.html", context, status=422 if form.errors else 200)


def answer_of(said: Feedback) -> Any:
    """What was answered; None while it waits."""
    return getattr(said, "answer", None)


def _feedback_of(request: HttpRequest, feedback_id: UUID) -> Feedback:
    seen = Feedback.objects.visible_to(request.person).select_related("version__product__kind", "by", "answer")
    found: Feedback = get_object_or_404(seen, pk=feedback_id)
    return found


def _client_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _anchored(said: Feedback) -> str:
    return reverse("guidance:feedback_of", args=[said.version.product_id]) + f"#feedback-{said.pk}"
