"""Agendas to start from: finding them, keeping them, and taking over what others made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, queries
from pejl.meetings.forms import NameTemplate, SaveAsTemplate, TakeOver
from pejl.meetings.forms.templates import seen_of
from pejl.meetings.models import Meeting, Template
from pejl.meetings.names import Kind
from pejl.meetings.pages.finding import METHODS, draft_of, go, meeting_of, posted
from pejl.organisation.models import Unit


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """All that a meeting can start from: one's own and the whole house's first, then other units'."""
    today = clock.today()
    permissions.require_begins(request.person)
    mine = permissions.units_of(request.person, today)
    found = list(queries.templates(request.person))
    kinds = [(kind, [one for one in found if one.kind == kind]) for kind in Kind]
    context = {
        "kinds": [
            (kind.label, [(one, _length(queries.lines_in(one))) for one in ones]) for kind, ones in kinds if ones
        ],
        "mine": mine,
        "retired": Template.objects.visible_to(request.person).exclude(retired_at=None).by_name(),
    }
    return render(request, "meetings/templates.html", context)


@require_safe
def template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """One of them, in its newest edition or an older one."""
    present = _found(request, template_id)
    today = clock.today()
    number = _edition(request.GET.get("edition", ""), present)
    lines = queries.lines_in(present, number)
    context = {
        "template": present,
        "edition": number,
        "lines": lines,
        "minutes": _length(lines),
        "editions": queries.editions_of(present),
        "talk": getattr(present, "talk", None),
        "may_keep": permissions.keeps_templates(request.person, present.unit, today),
        "may_take": present.unit is not None and present.unit_id not in permissions.units_of(request.person, today),
    }
    return render(request, "meetings/template.html", context)


@require_http_methods(METHODS)
def name_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Another name, other words about it."""
    present = _found(request, template_id)
    permissions.require_keeps_templates(request.person, present.unit, clock.today())
    place = f"meetings:template:{present.pk}"
    kept = draft_of(request, place, "name", "about") if request.method != "POST" else {}
    form = NameTemplate(posted(request), initial=NameTemplate.filled(present) | kept)
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_template(template=present, **form.values(), by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Stale as refusal:
            other = present.again()
            form.see(other, refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            drafts.drop(place=place, by=request.person)
            return go("meetings:template", present.pk)
    context = {"template": present, "form": form, "draft_key": place, "has_draft": bool(kept), "other": other}
    return render(request, "meetings/template_name.html", context, status=422 if form.errors else 200)


@require_POST
def retire_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Out of use."""
    present = _found(request, template_id)
    operations.retire_template(template=present, by=request.person, now=clock.now())
    messages.success(request, _("“%(name)s” is out of use.") % {"name": present.name})
    return go("meetings:template", present.pk)


@require_POST
def use_template_again(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Into use once more."""
    present = _found(request, template_id)
    operations.use_template_again(template=present, by=request.person, now=clock.now())
    messages.success(request, _("“%(name)s” is in use again.") % {"name": present.name})
    return go("meetings:template", present.pk)


@require_http_methods(METHODS)
def take_over_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Another unit's, made one's own: the talk comes first."""
    present = _found(request, template_id)
    permissions.require_begins(request.person)
    place = f"meetings:take-over:{present.pk}"
    names = ("name", "talked_with", "held_on", "differently")
    kept = draft_of(request, place, *names) if request.method != "POST" else {}
    units = _units(request.person, clock.today())
    form = TakeOver(posted(request), initial=kept, units=[unit for unit in units if unit.pk != present.unit_id])
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "template": present, "by": request.person, "now": clock.now()}
        key = told.pop("client_id")
        with form.refusing():
            taken = drafts.once(
                lambda: operations.take_over_template(**told), client_id=key, by=request.person, now=told["now"]
            )
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("It is yours now. Change it until it fits you."))
            return go("meetings:template", taken)
    context = {"template": present, "form": form, "draft_key": place, "has_draft": bool(kept)}
    return render(request, "meetings/template_take.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def save_as_template(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A meeting's agenda as one to start from, or as the next edition of one."""
    meeting = meeting_of(request, meeting_id)
    permissions.require_plans(request.person, meeting)
    today = clock.today()
    kept = [
        one
        for one in queries.templates(request.person, kind=meeting.kind, today=today)
        if permissions.keeps_templates(request.person, one.unit, today)
    ]
    form = SaveAsTemplate(
        posted(request),
        templates=kept,
        units=_units(request.person, today),
        for_all=permissions.keeps_templates(request.person, None, today),
    )
    newer: list[queries.TemplateLine] = []
    if request.method == "POST" and form.is_valid():
        try:
            saved = _saved(request, meeting, form)
        except NotAllowed:
            raise
        except Stale as refusal:
            newer = _seen_by_now(form, kept, refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. New meetings can start from it."))
            return go("meetings:template", saved)
    context = {"meeting": meeting, "form": form, "newer": newer, "agenda": queries.agenda_of(meeting) if newer else []}
    return render(request, "meetings/template_save.html", context, status=422 if form.errors else 200)


def _seen_by_now(form: SaveAsTemplate, templates: Sequence[Template], refusal: Stale) -> list[queries.TemplateLine]:
    """Say what happened, and let the next save be a knowing one; returns what stands in the newest edition."""
    newest = form.cleaned_data["template"].again()
    form.add_error("template", refusal.message)
    form.data = form.data.copy()
    form.data["seen"] = seen_of([newest if one.pk == newest.pk else one for one in templates])
    return queries.lines_in(newest)


def _saved(request: HttpRequest, meeting: Meeting, form: SaveAsTemplate) -> UUID:
    said = form.cleaned_data
    by, now = request.person, clock.now()  # type: ignore[attr-defined]
    chosen = said["template"]
    if chosen is None:
        told = {"meeting": meeting, "name": said["name"], "about": said["about"], "unit": said["unit"]}
        return drafts.once(
            lambda: operations.save_as_template(**told, by=by, now=now), client_id=said["client_id"], by=by, now=now
        )
    edition = form.edition_seen()

    def save() -> Template:
        return operations.save_edition(
            template=chosen, meeting=meeting, note=said["note"], expected_edition=edition, by=by, now=now
        )

    return drafts.once(save, client_id=said["client_id"], by=by, now=now)


def _found(request: HttpRequest, template_id: UUID) -> Template:
    seen = Template.objects.visible_to(request.person).select_related("unit", "taken_from__unit", "talk__by")  # type: ignore[attr-defined]
    present: Template = get_object_or_404(seen, pk=template_id)
    return present


def _units(person: Person, today: date) -> list[Unit]:
    return list(Unit.objects.on(today).filter(pk__in=permissions.units_of(person, today)).by_name())


def _length(lines: Iterable[queries.TemplateLine]) -> int:
    return sum(line.item.planned_minutes for line in lines)


def _edition(text: str, present: Template) -> int:
    """The edition asked for, the newest where there is no such."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if 1 <= number <= present.edition else present.edition
