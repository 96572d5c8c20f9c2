"""Individual sparring: who offers it, and who would like to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.agreements import forms, operations, permissions, queries
from pejl.agreements.models import SparringOffer
from pejl.foundation import clock


@require_http_methods(["GET", "HEAD", "POST"])
def sparring(request: HttpRequest) -> HttpResponse:
    """What is offered to everybody, what I said yes to, and what I offer myself."""
    person = request.person
    permissions.require_colleague(person)
    mine = queries.own_offer(person)
    form = forms.Offer(request.POST or None, initial={"words": mine.words if mine else ""})
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.offer_sparring(words=form.cleaned_data["words"], by=person, now=clock.now())
            messages.success(request, _("Everybody can see what you offer."))
            return redirect("agreements:sparring")
    context = {
        "form": form,
        "mine": mine,
        "replies": list(queries.replies_to(mine)) if mine else [],
        "offers": list(queries.offers_for(person)),
        "wanted": {reply.offer_id: reply for reply in queries.wanted_by(person)},
        "may_offer": permissions.may_offer_sparring(person, clock.today()),
    }
    return render(request, "agreements/sparring.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def want(request: HttpRequest, sparring_id: UUID) -> HttpResponse:
    """Say yes to somebody's offer, with a few words or none."""
    offer = _offer(request, sparring_id)
    form = forms.Want(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.want_sparring(offer=offer, by=request.person, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("%(name)s knows that you would like to.") % {"name": offer.by.name})
            return redirect("agreements:sparring")
    context = {"form": form, "offer": offer}
    return render(request, "agreements/want.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
def let_be(request: HttpRequest, sparring_id: UUID) -> HttpResponse:
    """Take my yes back."""
    offer = _offer(request, sparring_id)
    operations.let_sparring_be(offer=offer, by=request.person, now=clock.now())
    messages.success(request, _("Your yes is taken back."))
    return redirect("agreements:sparring")


@require_POST
def close(request: HttpRequest, sparring_id: UUID) -> HttpResponse:
    """Offer it no longer."""
    operations.close_sparring(offer=_offer(request, sparring_id), by=request.person, now=clock.now())
    messages.success(request, _("You offer it no longer."))
    return redirect("agreements:sparring")


def _offer(request: HttpRequest, sparring_id: UUID) -> SparringOffer:
    return get_object_or_404(SparringOffer.objects.visible_to(request.person).select_related("by"), pk=sparring_id)
