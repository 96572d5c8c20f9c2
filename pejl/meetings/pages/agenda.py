"""The agenda editor: one list, one item at a time, no script needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.differing import differing
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, policies, queries
from pejl.meetings.forms import AddItem, ChangeItem
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import FREELY_PLANNED, Behaviour, ItemRole, Turn, own
from pejl.meetings.pages.finding import METHODS, bare_plan_of, draft_of, go, item_of, number, plan_of, posted
from pejl.meetings.pages.telling import waiting_for
from pejl.meetings.queries import TimedItem
from pejl.organisation import queries as organisation

KEPT = ("label", "purpose", "questions", "cases", "room", "roles", "leader_notes")
STEP_MINUTES = 5


@require_safe
def edit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda along the clock, with what can be done to each item."""
    return _editor(request, plan_of(request, meeting_id))


@require_POST
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A new item."""
    meeting = plan_of(request, meeting_id)
    form = AddItem(request.POST, items=_top(meeting))
    if form.is_valid():
        try:
            item_id = drafts.once(
                lambda: _added(request, meeting, **form.values()),
                client_id=form.cleaned_data["client_id"],
                by=request.person,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.refuse(refusal, otherwise="minutes")
        else:
            return go("meetings:edit", meeting.pk, at=f"item-{item_id}")
    return _editor(request, meeting, form)


@require_POST
def add_inside(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One more group in a group work, one more step in anything else."""
    meeting = plan_of(request, meeting_id)
    within = item_of(meeting, item_id)
    next_one = {"number": within.children.count() + 1}
    if within.behaviour == Behaviour.GROUPS:
        added = {"behaviour": Behaviour.GROUP, "label": _("Group %(number)d") % next_one, "minutes": 0}
    else:
        added = {"behaviour": Behaviour.FREE, "label": _("Step %(number)d") % next_one, "minutes": STEP_MINUTES}
    inside = _added(request, meeting, **added, parent=within)
    return go("meetings:item", meeting.pk, inside.pk)


@require_POST
def duplicate(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The same item once more, right after it."""
    meeting = plan_of(request, meeting_id)
    present = item_of(meeting, item_id)
    copy = operations.duplicate_item(item=present, by=request.person, now=clock.now())
    messages.success(request, _("“%(item)s” is there twice now.") % {"item": present.label})
    return go("meetings:edit", meeting.pk, at=f"item-{copy.pk}")


@require_POST
def undo(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take back what one did last."""
    meeting = bare_plan_of(request, meeting_id)
    try:
        edit = operations.undo(meeting=meeting, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        said = {"item": edit.label, "done": edit.get_kind_display()}
        messages.success(request, _("Undone: “%(item)s” was %(done)s.") % said)
    return go("meetings:edit", meeting.pk, at="agenda")


@require_http_methods(METHODS)
def item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Everything about one item."""
    meeting = plan_of(request, meeting_id)
    present = item_of(meeting, item_id)
    place = f"meetings:item:{present.pk}"
    kept = draft_of(request, place, *KEPT) if request.method != "POST" else {}
    form = _item_form(request, meeting, present, kept)
    saved = _saved(present) if kept else {}
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_item(item=present, **form.values(), by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Stale as refusal:
            saved = _seen_by_now(form, present, refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            drafts.drop(place=place, by=request.person)
            return go("meetings:edit", meeting.pk, at=f"item-{present.pk}")
    context = {
        "meeting": meeting,
        "item": present,
        "form": form,
        "differing": differing(form, saved),
        "draft_key": place,
        "has_draft": bool(kept),
        "proposals": _proposals(request, meeting, present),
        "seated": policies.seats_beside(present),
        "leads": permissions.leads(request.person, meeting),
    }
    return render(request, "meetings/item.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item out; the page it is pressed on has asked."""
    meeting = plan_of(request, meeting_id)
    gone = item_of(meeting, item_id)
    seen = number(request.POST.get("version", ""))
    operations.remove_item(item=gone, expected_version=seen, by=request.person, now=clock.now())
    messages.success(request, _("“%(item)s” is taken out of the agenda.") % {"item": gone.label})
    return go("meetings:edit", meeting.pk)


@require_POST
def take_minutes(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The minutes that were suggested; what was typed and not saved waits as a draft."""
    meeting = plan_of(request, meeting_id)
    present = item_of(meeting, item_id)
    minutes, seen = (number(request.POST.get(name, "")) for name in ("minutes", "version"))
    try:
        operations.set_minutes(item=present, minutes=minutes, expected_version=seen, by=request.person, now=clock.now())
    except (Invalid, Stale) as refusal:
        messages.warning(request, refusal.message)
    return go("meetings:item", meeting.pk, present.pk)


def _editor(request: HttpRequest, meeting: Meeting, form: AddItem | None = None) -> HttpResponse:
    agenda, leaders = queries.agenda_of(meeting), queries.leaders_of(meeting)
    ends_at = agenda[-1].ends_at if agenda else meeting.starts_at
    # Where a kind has a module of its own, that says what its plan lacks.
    is_free = meeting.kind in FREELY_PLANNED
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "warnings": queries.warnings_of(meeting, agenda, leaders=leaders, now=clock.now()) if is_free else [],
        "ends_at": ends_at,
        "left": queries.left_at_the_end(meeting, ends_at),
        "last_edit": queries.last_edit_of(meeting, request.person),
        "leaders": leaders,
        "chair": queries.chair_of(meeting),
        "leads": permissions.leads(request.person, meeting),
        "presentations": _presented(request, meeting, agenda),
        "form": form or AddItem(items=[timed.item for timed in agenda]),
        "unsent": waiting_for(meeting),
    }
    return render(request, "meetings/edit.html", context, status=422 if form and form.errors else 200)


def _proposals(request: HttpRequest, meeting: Meeting, present: AgendaItem) -> list[queries.Proposal]:
    """Whose turn a practice example may be, for the leaders."""
    if present.behaviour != Behaviour.PRACTICE or not permissions.leads(request.person, meeting):
        return []
    return queries.next_for(Turn.PRESENTING, meeting=meeting, item=present, by=request.person, now=clock.now())


def _presented(request: HttpRequest, meeting: Meeting, agenda: Sequence[TimedItem]) -> list[dict[str, str]]:
    """Who presents what, and how it stands: for the leaders."""
    if not permissions.leads(request.person, meeting):
        return []
    return [
        {
            "label": one.item.label,
            "value": ", ".join(f"{presenter.person.name} · {presenter.standing}" for presenter in one.presenters),
        }
        for one in queries.presentations_in(meeting, agenda, with_no=False)
    ]


def _held(present: AgendaItem) -> dict[str, list[UUID]]:
    """Who has each part."""
    held: dict[str, list[UUID]] = {}
    for part in ItemPart.objects.filter(item=present):
        name = own(part.called) if part.role == ItemRole.OWN else part.role
        held.setdefault(name, []).append(part.person_id)
    return held


def _saved(present: AgendaItem) -> dict[str, Any]:
    """The fields as they are saved now."""
    return ChangeItem.filled(present, _held(present))


def _item_form(request: HttpRequest, meeting: Meeting, present: AgendaItem, kept: dict[str, str]) -> ChangeItem:
    held = _held(present)
    elsewhere = {part.person_id for part in policies.seats_beside(present)}
    near = [one.person for one in queries.people_of(meeting) if one.person.pk not in elsewhere]
    choice = near if present.behaviour == Behaviour.GROUP else list(Person.objects.present().by_name())
    return ChangeItem(
        posted(request),
        initial=ChangeItem.filled(present, held) | kept,
        item=present,
        choice=choice,
        held=held,
        is_leader=permissions.leads(request.person, meeting),
        naming=organisation.naming(clock.today()),
    )


def _seen_by_now(form: ChangeItem, item: AgendaItem, refusal: Stale) -> dict[str, Any]:
    """Say what happened, and let the next save be a knowing one. An item that is gone cannot be saved again."""
    present = AgendaItem.objects.filter(pk=item.pk).first()
    if present is None:
        raise refusal
    form.add_error(None, refusal.message)
    form.data = form.data.copy()
    form.data["version"] = str(present.version)
    return _saved(present)


def _added(request: HttpRequest, meeting: Meeting, **values: Any) -> AgendaItem:
    return operations.add_item(meeting=meeting, **values, by=request.person, now=clock.now())


def _top(meeting: Meeting) -> list[AgendaItem]:
    return [item for item in queries.items_of(meeting) if item.parent_id is None]
