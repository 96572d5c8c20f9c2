"""The next version of what is in force, and taking it out of force."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import Withdraw
from pejl.guidance.names import State
from pejl.guidance.pages.finding import kept_at, product_of


@require_POST
def next_version(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Begin the next version and open it."""
    product = product_of(request, product_id)
    try:
        operations.begin_next_version(product=product, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("guidance:show", product.pk)
    return redirect("guidance:edit", product.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask why, and take it out of force."""
    product = product_of(request, product_id)
    version = queries.standing_of(product)
    if version is None or version.state != State.PUBLISHED:
        raise Http404
    place = f"guidance:withdraw:{product.pk}"
    if request.method != "POST":
        permissions.require_may_withdraw(request.person, product, clock.today())
    form = Withdraw(request.POST if request.method == "POST" else None, initial=kept_at(request, place))
    if request.method == "POST" and form.is_valid():
        with form.refusing():
            operations.withdraw(product=product, by=request.person, now=clock.now(), **form.cleaned_data)
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("It is withdrawn. Who opens it sees that, and why."))
            return redirect("guidance:show", product.pk)
    citing = queries.citing(product, person=request.person)
    context = {"product": product, "version": version, "citing": citing, "form": form, "place": place}
    return render(request, "guidance/withdraw.html", context, status=422 if form.errors else 200)
