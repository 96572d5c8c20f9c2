"""The pages of an import: send a staff file, look over what it will change, carry it out."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.jobs import progress
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.organisation import permissions
from pejl.organisation.forms import importing as forms
from pejl.organisation.models import Import
from pejl.organisation.models.staff import ChangeKind
from pejl.organisation.names import ImportState
from pejl.organisation.operations import importing
from pejl.organisation.queries.imports import imports_of, uninvited

SHOWN_EARLIER = 5
# The separator that a Danish spreadsheet opens, and the mark that lets it see the encoding. No cell begins a formula.
TEMPLATE_NAME = "medarbejdere.csv"
TEMPLATE = (
    "\ufeffMedarbejdernummer;Navn;E-mail;Enhed;Funktion;Ansat fra;Fratrådt;Leder\r\n"
    "0012;Amina Lindeskov;amina@eksempelkommune.example;Jobcenter > Sygedagpenge;Sagsbehandler;01-08-2026;;Nej\r\n"
)


@require_http_methods(["GET", "HEAD", "POST"])
def send_staff(request: HttpRequest) -> HttpResponse:
    """Send a staff file; nothing changes by that."""
    permissions.require_looks_after(request.person, clock.today())
    sent = request.method == "POST"
    form = forms.SendStaff(request.POST, request.FILES) if sent else forms.SendStaff(initial={"client_id": uuid4()})
    if form.is_bound and form.is_valid():
        with form.refusing(otherwise="file"):
            return redirect("organisation:import", _prepare(form, request))
    context = {"form": form, "earlier": imports_of(request.person)[:SHOWN_EARLIER]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organisation/import.html", context, status=status)


@require_safe
def staff_template(request: HttpRequest) -> HttpResponse:
    """A file with the headings and one invented line, to fill in."""
    permissions.require_looks_after(request.person, clock.today())
    headers = {"Content-Disposition": f'attachment; filename="{TEMPLATE_NAME}"'}
    return HttpResponse(TEMPLATE, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def show_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What a file will change, how far it has come, or what it changed."""
    return _table(request, _own(request, import_id))


@require_safe
def import_progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How far an import has come; the whole page comes anew when it is over."""
    shown = _own(request, import_id)
    answer = render(request, "organisation/_import_progress.html", _progress(shown))
    if shown.state != ImportState.RUNNING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def carry_out_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Start it."""
    prepared = _own(request, import_id)
    form = forms.CarryOut(request.POST)
    if not form.is_valid():
        return _table(request, prepared, form=form, status=422)
    try:
        importing.carry_out_import(
            prepared=prepared, end_missing=form.cleaned_data["end_missing"], by=request.person, now=clock.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _table(request, prepared.again(), refusal=refusal, status=refusal.http_status)
    return redirect("organisation:import", import_id)


@require_POST
def halt_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take it back before it is carried out."""
    running = _own(request, import_id)
    try:
        importing.halt_import(running=running, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _table(request, running.again(), refusal=refusal, status=refusal.http_status)
    messages.success(request, _("The import is stopped. Nothing has changed."))
    return redirect("organisation:import", import_id)


@require_POST
def drop_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Let the file go."""
    importing.drop_import(prepared=_own(request, import_id), by=request.person, now=clock.now())
    messages.success(request, _("The file is let go, and its lines are no longer kept."))
    return redirect("organisation:send_staff")


@require_POST
def invite_imported(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Send a way in to those of the file who have none."""
    done = _own(request, import_id)
    count = importing.invite_imported(done=done, by=request.person, now=clock.now())
    sentence = ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count)
    messages.success(request, sentence % {"num": count})
    return redirect("organisation:import", import_id)


def _prepare(form: Any, request: HttpRequest) -> UUID:
    staff, now = form.staff, clock.now()
    return drafts.once(
        lambda: importing.prepare_import(
            file_name=form.file_name,
            rows=staff.rows,
            faults=staff.faults,
            unused=staff.unused,
            by=request.person,
            now=now,
        ),
        client_id=form.cleaned_data["client_id"],
        by=request.person,
        now=now,
    )


def _own(request: HttpRequest, import_id: UUID) -> Import:
    permissions.require_looks_after(request.person, clock.today())
    return get_object_or_404(Import.objects.visible_to(request.person), pk=import_id)


def _table(
    request: HttpRequest, shown: Import, *, form: Any = None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    groups = {kind: list(rows) for kind, rows in groupby(shown.changes, key=itemgetter("kind"))}
    unused = [one["about"] for one in groups.pop(ChangeKind.UNUSED, [])]
    missing = groups.pop(ChangeKind.NOT_LISTED, [])
    ignored = groups.pop(ChangeKind.IGNORED, [])
    unchanged = next((int(one["about"]) for one in groups.pop(ChangeKind.UNCHANGED, [])), 0)
    context = {
        "shown": shown,
        "form": form or forms.CarryOut(),
        "refusal": refusal,
        "groups": [(ChangeKind(kind).label, rows) for kind, rows in groups.items()],
        "unused": unused,
        "missing": missing,
        "could_leave": sum(one["person"] != str(request.person.pk) for one in missing),
        "ignored": ignored,
        "unchanged": unchanged,
        "people": len(shown.rows),
        "uninvited": uninvited(shown).count(),
        **_progress(shown),
    }
    return render(request, "organisation/import_table.html", context, status=status)


def _progress(shown: Import) -> dict[str, Any]:
    """What is written so far; None while it waits for its turn, or the machine that does it is another."""
    return {"shown": shown, "done": progress.of(shown.pk) if shown.state == ImportState.RUNNING else None}
