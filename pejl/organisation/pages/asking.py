"""Asking one thing on a page of its own: the form, one operation, and what comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation import permissions, queries
from pejl.organisation.forms import FindPerson

METHODS = ["GET", "HEAD", "POST"]
SHOWN = 12  # people to choose among at a time
Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Asked:
    """What a page asks: its heading, whom or what it is about, its button, and the way back (label, address)."""

    title: str
    submit: str
    back: tuple[str, str]
    said: str
    kicker: str = ""
    lead: str = ""
    kind: str = "primary"
    place: str = ""
    look: FindPerson | None = None


def administrators(page: Page) -> Page:
    """For those who look after Pejl here; everybody else is told who does, before anything is typed."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        permissions.require_looks_after(request.person, clock.today())
        return page(request, *args, **kwargs)

    return guarded


def begin(request: HttpRequest, form: type[forms.Form], **more: Any) -> Any:
    """The form as it is sent, or new: with a key of its own, and today where it asks for a day from which."""
    initial = {"client_id": uuid4(), "since_on": clock.today(), **more.pop("initial", {})}
    return form(request.POST if request.method == "POST" else None, initial=initial, **more)


def ask(
    request: HttpRequest, form: Any, asked: Asked, do: Callable[..., Any], then: str | Callable[[UUID], str]
) -> HttpResponse:
    """Show the form; sent, do it with what was said, and go on to ``then``. A refusal stands in the form."""
    if form.is_bound and form.is_valid():
        with form.refusing():
            made = _do(request, form, do, asked.place)
            messages.success(request, asked.said)
            return redirect(then(made) if callable(then) else then)
    context = {"form": form, "asked": asked, "fields": list(_fields(form))}
    return render(request, "organisation/ask.html", context, status=422 if form.is_bound and form.errors else 200)


def at_once(request: HttpRequest, do: Callable[[], Any], *, said: str, then: str) -> HttpResponse:
    """A button that needs no more words. A refusal is answered by the page of refusals."""
    do()
    messages.success(request, said)
    return redirect(then)


def to_choose_among(
    request: HttpRequest, people: PersonQuerySet, near: PersonQuerySet
) -> tuple[FindPerson, list[Person]]:
    """The box to look for somebody with, and whom to show: those found, else those who are near, else the first."""
    look = FindPerson(request.GET)
    text = look.cleaned_data["q"] if look.is_valid() else ""
    found = people.filter(pk__in=queries.named(text).values("pk")) if text else people.filter(pk__in=near.values("pk"))
    shown = list(found[:SHOWN]) or ([] if text else list(people[:SHOWN]))
    sent = request.POST.get("person", "")
    missing = people.filter(pk=sent).first() if _is_uuid(sent) else None
    return look, shown if missing is None or missing in shown else [missing, *shown]


def _do(request: HttpRequest, form: Any, do: Callable[..., Any], place: str) -> Any:
    said = dict(form.cleaned_data)
    if "client_id" not in form.fields:
        made = do(**said)
        if place:
            drafts.drop(place=place, by=request.person)
        return made
    key = said.pop("client_id")
    return drafts.once(lambda: do(**said), client_id=key, by=request.person, now=clock.now(), place=place)


def _fields(form: Any) -> Iterable[tuple[Any, str]]:
    """Each field with its width: days are short, what is chosen or named is not a whole line."""
    for bound in form.visible_fields():
        if isinstance(bound.field, DanishDateField):
            yield bound, "short"
        elif isinstance(bound.field, forms.ChoiceField) and isinstance(bound.field.widget, forms.Select):
            yield bound, "medium"
        else:
            yield bound, "full"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
