"""Functions and municipalities: the job centre's own lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.organisation import forms, municipalities, operations, permissions, queries
from pejl.organisation.models import Function, ServedMunicipality
from pejl.organisation.pages.asking import METHODS, Asked, administrators, ask, at_once, begin


@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """What one can be employed to do here, and what goes with it."""
    found = list(queries.functions().visible_to(request.person))
    context = {
        "used": [function for function in found if not function.is_retired],
        "retired": [function for function in found if function.is_retired],
        "looks_after": permissions.looks_after(request.person, clock.today()),
        "face": "functions",
    }
    return render(request, "organisation/functions.html", context)


@administrators
@require_http_methods(METHODS)
def add_function(request: HttpRequest) -> HttpResponse:
    """A function that is missing."""
    asked = _asked(_("Add a function"), _("Add the function"), _("The function is there."))

    def add(**said: Any) -> Function:
        return operations.add_function(**said, by=request.person, now=clock.now())

    return ask(request, begin(request, forms.SayFunction), asked, add, reverse("organisation:functions"))


@administrators
@require_http_methods(METHODS)
def change_function(request: HttpRequest, function_id: UUID) -> HttpResponse:
    """Another name, or other rights for all who do it."""
    function = _function(request, function_id)
    names = ("name", "may_approve", "is_management")
    form = begin(request, forms.SayFunction, initial={name: getattr(function, name) for name in names})
    asked = _asked(_("Change the function"), _("Save"), _("Saved."), kicker=function.name)

    def change(**said: Any) -> Function:
        return operations.change_function(function=function, **said, by=request.person, now=clock.now())

    return ask(request, form, asked, change, reverse("organisation:functions"))


@require_POST
def retire_function(request: HttpRequest, function_id: UUID) -> HttpResponse:
    """Nobody new is put into it."""
    function = _function(request, function_id)
    return at_once(
        request,
        lambda: operations.retire_function(function=function, by=request.person, now=clock.now()),
        said=_("Nobody new is put into it. Who has it keeps it."),
        then=reverse("organisation:functions"),
    )


@require_POST
def take_up_function(request: HttpRequest, function_id: UUID) -> HttpResponse:
    """It is used again."""
    function = _function(request, function_id)
    return at_once(
        request,
        lambda: operations.take_up_function(function=function, by=request.person, now=clock.now()),
        said=_("The function is used again."),
        then=reverse("organisation:functions"),
    )


@require_safe
def served(request: HttpRequest) -> HttpResponse:
    """The municipalities that the job centre works for."""
    today = clock.today()
    context = {
        "served": queries.served(today),
        "regions": {one.code: one.region for one in municipalities.by_code().values()},
        "looks_after": permissions.looks_after(request.person, today),
        "face": "served",
    }
    return render(request, "organisation/served.html", context)


@administrators
@require_http_methods(METHODS)
def serve(request: HttpRequest) -> HttpResponse:
    """One more municipality."""
    asked = Asked(
        title=_("Add a municipality"),
        submit=_("Add the municipality"),
        back=(_("Municipalities"), reverse("organisation:served")),
        said=_("Added."),
    )

    def add(**said: Any) -> ServedMunicipality:
        return operations.serve_municipality(**said, by=request.person, now=clock.now())

    return ask(request, begin(request, forms.ServeMunicipality), asked, add, reverse("organisation:served"))


@administrators
@require_http_methods(METHODS)
def stop_serving(request: HttpRequest, served_id: UUID) -> HttpResponse:
    """The last day the job centre works for it."""
    served = get_object_or_404(ServedMunicipality, pk=served_id)
    form = begin(request, forms.End, initial={"until_on": clock.today()})
    known = municipalities.by_code().get(served.code)
    asked = Asked(
        title=_("End the work for a municipality"),
        submit=_("Save the last day"),
        back=(_("Municipalities"), reverse("organisation:served")),
        said=_("Saved."),
        kicker=known.name if known else "",
    )

    def stop(**said: Any) -> ServedMunicipality:
        return operations.stop_serving(served=served, by=request.person, now=clock.now(), **said)

    return ask(request, form, asked, stop, reverse("organisation:served"))


def _function(request: HttpRequest, function_id: UUID) -> Function:
    return get_object_or_404(Function.objects.visible_to(request.person), pk=function_id)


def _asked(title: str, submit: str, said: str, **more: Any) -> Asked:
    back = (_("Functions"), reverse("organisation:functions"))
    return Asked(title=title, submit=submit, said=said, back=back, **more)
