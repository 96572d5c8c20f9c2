"""My agreements: the list, one of them, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pejl.agreements import forms, operations, permissions, queries
from pejl.agreements.models import Agreement
from pejl.foundation import clock
from pejl.foundation.privacy.forms import GuardedForm
from pejl.foundation.tenancy import pointers
from pejl.organisation import queries as organisation

PAGE = 25
SETTLED = 8
GOALS = 12
NARROWING = ("whose", "shown", "sort")


@require_safe
def list_agreements(request: HttpRequest) -> HttpResponse:
    """What I have taken on, soonest first; then what is settled; then what I set out to learn."""
    form = forms.Narrow(request.GET)
    page = Paginator(queries.listed(request.person, **form.chosen()), PAGE).get_page(request.GET.get("page"))
    query = {name: request.GET[name] for name in NARROWING if request.GET.get(name)}
    settled = [] if query else list(queries.closed_for(request.person)[:SETTLED])
    goals = list(queries.goals_of(request.person)[:GOALS])
    sources = [row.source for row in (*page, *settled, *goals) if row.source]
    today = clock.today()
    context = {
        "form": form,
        "query": query,
        "page": page,
        "offered": list(queries.offered_to(request.person)),
        "settled": settled,
        "goals": goals,
        "alive": pointers.resolve_all(sources, person=request.person),
        "wants_digest": queries.wants_digest(request.person),
        "today": today,
    }
    return render(request, "agreements/list.html", context, status=200 if form.is_valid() else 422)


@require_safe
def show(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement that concerns me, what became of it until now, and what can be done with it."""
    return _page(request, _concerning(request, agreement_id), {})


@require_POST
def finish(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It is done."""
    return _settle(request, agreement_id, operations.finish, _("Done."))


@require_POST
def reopen(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It was settled too soon."""
    return _settle(request, agreement_id, operations.reopen, _("It waits for you again."))


@require_POST
def drop(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It will not be done, and need not be; why."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.person), pk=agreement_id)
    permissions.require_may_settle(request.person, agreement)
    return _said(request, agreement, "drop", operations.drop, _("Dropped."))


@require_POST
def move(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Another day, and why."""
    agreement = _concerning(request, agreement_id)
    permissions.require_may_settle(request.person, agreement)
    return _said(request, agreement, "move", operations.move, _("It has another day."))


@require_POST
def offer(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Ask a colleague to take it over."""
    agreement = _concerning(request, agreement_id)
    permissions.require_owner(request.person, agreement)
    return _said(request, agreement, "offer", operations.offer, _("Your colleague is asked. It is yours until then."))


@require_POST
def withdraw(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Keep it after all."""
    agreement = _concerning(request, agreement_id)
    operations.withdraw(agreement=agreement, by=request.person, now=clock.now())
    messages.success(request, _("You keep it."))
    return redirect("agreements:show", agreement.pk)


@require_POST
def accept(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Take it over."""
    agreement = _concerning(request, agreement_id)
    taken = operations.accept(agreement=agreement, by=request.person, now=clock.now())
    messages.success(request, _("It is yours now."))
    return redirect("agreements:show", taken.pk)


@require_POST
def decline(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Say no to taking it over."""
    agreement = _concerning(request, agreement_id)
    permissions.require_asked(request.person, agreement)
    return _said(request, agreement, "decline", operations.decline, _("You have said no."), to="agreements:list")


@require_POST
def choose_digest(request: HttpRequest) -> HttpResponse:
    """Whether I want the weekly message."""
    is_wanted = request.POST.get("wanted") == "1"
    operations.want_digest(is_wanted=is_wanted, by=request.person, now=clock.now())
    said = _("You get the weekly message.") if is_wanted else _("You get no weekly message any more.")
    messages.success(request, said)
    return redirect("agreements:list")


def _concerning(request: HttpRequest, agreement_id: UUID) -> Agreement:
    return get_object_or_404(queries.concerning(request.person), pk=agreement_id)


def _settle(request: HttpRequest, agreement_id: UUID, operation: Callable[..., None], said: str) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.visible_to(request.person), pk=agreement_id)
    operation(agreement=agreement, by=request.person, now=clock.now())
    messages.success(request, said)
    return redirect("agreements:list")


def _said(
    request: HttpRequest,
    agreement: Agreement,
    name: str,
    operation: Callable[..., None],
    said: str,
    *,
    to: str = "",
) -> HttpResponse:
    """Do what one of the page's forms asks for; a refusal is said at its field."""
    form = _form(request, agreement, name, request.POST)
    if form.is_valid():
        with form.refusing():
            operation(agreement=agreement, by=request.person, now=clock.now(), **form.cleaned_data)
            messages.success(request, said)
            return redirect(to) if to else redirect("agreements:show", agreement.pk)
    return _page(request, _concerning(request, agreement.pk), {name: form}, status=422)


def _form(request: HttpRequest, agreement: Agreement, name: str, data: Any = None) -> GuardedForm:
    if name == "offer":
        people = organisation.colleagues().exclude(pk=agreement.owner_id)
        return forms.PassOn(data, people=people, naming=organisation.naming(clock.today()), prefix=name)
    kinds = {"drop": forms.Drop, "move": forms.Move, "decline": forms.Decline}
    return kinds[name](data, prefix=name)


def _page(
    request: HttpRequest, agreement: Agreement, sent: dict[str, GuardedForm], *, status: int = 200
) -> HttpResponse:
    person, is_open = request.person, agreement.state == Agreement.State.OPEN
    may_settle = permissions.may_settle(person, agreement)
    wanted = {
        "move": is_open and may_settle,
        "drop": is_open and may_settle,
        "offer": is_open and agreement.owner_id == person.pk and not agreement.offered_to_id and not person.is_guest,
        "decline": is_open and agreement.offered_to_id == person.pk,
    }
    source = [agreement.source] if agreement.source else []
    context = {
        "agreement": agreement,
        "steps": list(queries.steps_of(agreement)),
        "forms": {name: sent.get(name) or _form(request, agreement, name) for name, is_it in wanted.items() if is_it},
        "sent": set(sent),
        "may_settle": may_settle,
        "alive": pointers.resolve_all(source, person=person),
        "today": clock.today(),
    }
    return render(request, "agreements/show.html", context, status=status)
