"""Looking over what is in force, the history of it, and taking on what one answers for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AnswerResponsibility, MakeReview
from pejl.guidance.names import Outcome, State
from pejl.guidance.pages.finding import kept_at, product_of


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What is to be looked over: all of it for those who approve, one's own for others."""
    today = clock.today()
    context = {
        "due": list(queries.due_reviews(request.person, today)),
        "oversees": permissions.oversees(request.person, today),
        "today": today,
    }
    return render(request, "guidance/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """The history of a product's reviews; who may looks it over here."""
    product, today = product_of(request, product_id), clock.today()
    version = queries.standing_of(product)
    is_in_force = version is not None and version.state == State.PUBLISHED
    may_review = is_in_force and permissions.may_review(request.person, product, today)
    place = f"guidance:review:{product.pk}"
    form = MakeReview(request.POST if request.method == "POST" else None, initial=kept_at(request, place))
    if request.method == "POST":
        permissions.require_may_review(request.person, product, today)
    if request.method == "POST" and version is not None and form.is_valid():
        with form.refusing():
            operations.review(version=version, by=request.person, now=clock.now(), **form.cleaned_data)
            drafts.drop(place=place, by=request.person)
            return _reviewed(request, product_id, form.cleaned_data["outcome"])
    context = {
        "product": product,
        "version": version,
        "made": list(queries.reviews_of(product)),
        "may_review": may_review,
        "citing": queries.citing(product, person=request.person) if may_review else [],
        "form": form,
        "place": place,
        "today": today,
    }
    return render(request, "guidance/review.html", context, status=422 if form.errors else 200)


def _reviewed(request: HttpRequest, product_id: UUID, outcome: str) -> HttpResponse:
    if outcome == Outcome.UNCHANGED:
        messages.success(request, _("It still holds. You are asked again when it is time."))
        return redirect("guidance:show", product_id)
    if outcome == Outcome.CORRECTED:
        messages.success(request, _("The next version is begun. What is in force stays so until it is approved."))
        return redirect("guidance:edit", product_id)
    messages.success(request, _("It is withdrawn. Who opens it sees that, and why."))
    return redirect("guidance:show", product_id)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_responsibility(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Say yes to answering for it, or no and why."""
    product, now, by = product_of(request, product_id), clock.now(), request.person
    permissions.require_named(by, product)
    named = queries.people_of(product).responsible
    if request.method == "POST" and "yes" in request.POST:
        operations.confirm_responsibility(product=product, by=by, now=now)
        messages.success(request, _("Thank you. You answer for it now."))
        return redirect("guidance:show", product_id)
    form = AnswerResponsibility(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with form.refusing():
            given = operations.decline_responsibility(product=product, by=by, now=now, **form.cleaned_data)
            messages.success(
                request, _("%(name)s is told, and answers for it until then.") % {"name": given.person.name}
            )
            return redirect("guidance:list")
    context = {"product": product, "named": named, "namer": queries.who_named(product), "form": form}
    return render(request, "guidance/confirm.html", context, status=422 if form.errors else 200)
