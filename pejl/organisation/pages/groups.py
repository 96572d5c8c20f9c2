"""Working groups: what they are there for, and who sits in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import queries as kept
from pejl.organisation import forms, operations, permissions, queries
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.organisation.pages.asking import METHODS, Asked, administrators, ask, at_once, begin, to_choose_among


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The working groups, each with who decides in it."""
    today = clock.today()
    context = {
        "groups": queries.groups(today).visible_to(request.person),
        "closed": WorkingGroup.objects.visible_to(request.person).filter(until_on__lt=today).by_name(),
        "looks_after": permissions.looks_after(request.person, today),
        "face": "groups",
    }
    return render(request, "organisation/groups.html", context)


@require_safe
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One working group: its mandate, its members now and before."""
    group, today = _group(request, group_id), clock.today()
    seats = queries.seats_of(group)
    may_read = permissions.may_read_about(request.person)
    context = {
        "group": group,
        "seats": [seat for seat in seats if seat.until_on is None or seat.until_on >= today],
        "past": [seat for seat in seats if seat.until_on is not None and seat.until_on < today] if may_read else [],
        "may_run": permissions.may_run_group(request.person, group, today),
        "looks_after": permissions.looks_after(request.person, today),
        "today": today,
    }
    return render(request, "organisation/group.html", context)


@administrators
@require_http_methods(METHODS)
def form_group(request: HttpRequest) -> HttpResponse:
    """A new working group."""
    form = begin(request, forms.FormGroup)
    asked = Asked(
        title=_("Form a working group"),
        submit=_("Form the group"),
        back=(_("Working groups"), reverse("organisation:groups")),
        said=_("The group is formed. Now say who sits in it."),
    )

    def add(**said: Any) -> WorkingGroup:
        return operations.form_group(**said, by=request.person, now=clock.now())

    return ask(request, form, asked, add, lambda made: reverse("organisation:group", args=[made]))


@administrators
@require_http_methods(METHODS)
def rename_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Another name."""
    group = _group(request, group_id)
    form = begin(request, forms.Rename, initial={"name": group.name})
    asked = _asked(group, _("Rename the group"), _("Save the name"), _("The group has its new name."))
    return ask(request, form, asked, _with(operations.rename_group, request, group), _page(group))


@require_http_methods(METHODS)
def mandate(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What the group is there for, in its own words."""
    group = _group(request, group_id)
    permissions.require_may_run_group(request.person, group, clock.today())
    place = f"organisation:mandate:{group.pk}"
    draft = kept.at(place, person=request.person) if request.method != "POST" else None
    form = begin(request, forms.SayMandate, initial={"mandate": group.mandate, **(draft.fields if draft else {})})
    asked = _asked(group, _("What is the group there for?"), _("Save"), _("Saved."), place=place)
    return ask(request, form, asked, _with(operations.change_mandate, request, group), _page(group))


@administrators
@require_http_methods(METHODS)
def close_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Its last day."""
    group = _group(request, group_id)
    form = begin(request, forms.Close, initial={"on": clock.today()})
    lead = _("Its members decide nothing in its name afterwards. What it has decided stands.")
    asked = _asked(group, _("Close the group"), _("Close it"), _("The group is closed."), lead=lead, kind="danger")
    return ask(request, form, asked, _with(operations.close_group, request, group), _page(group))


@require_http_methods(METHODS)
def seat(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One more member."""
    group, today = _group(request, group_id), clock.today()
    permissions.require_may_run_group(request.person, group, today)
    seated = GroupMembership.objects.on(today).filter(group=group).values("person")
    people = queries.colleagues().exclude(pk__in=seated)
    look, shown = to_choose_among(request, people, people)
    form = begin(request, forms.Appoint, people=queries.colleagues(), shown=shown, today=today)
    lead = _("Members decide on themes, and on content, form and participants of learning meetings.")
    asked = _asked(group, _("Who is to sit in the group?"), _("Add"), _("Added."), lead=lead, look=look)
    return ask(request, form, asked, _with(operations.seat_in_group, request, group), _page(group))


@require_http_methods(METHODS)
def end_seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """The last day somebody sits in the group."""
    seat = _seat(seat_id)
    permissions.require_may_run_group(request.person, seat.group, clock.today())
    form = begin(request, forms.End, initial={"until_on": clock.today()})
    title = _("End: %(name)s in the group") % {"name": seat.person.name}
    lead = _("It stays in the history, and you can take it back.")
    asked = _asked(seat.group, title, _("Save the last day"), _("Saved."), lead=lead)

    def end(**said: Any) -> GroupMembership:
        return operations.end_seat(seat=seat, by=request.person, now=clock.now(), **said)

    return ask(request, form, asked, end, _page(seat.group))


@require_POST
def reopen_seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """The person did not leave the group after all."""
    seat = _seat(seat_id)
    return at_once(
        request,
        lambda: operations.reopen_seat(seat=seat, by=request.person, now=clock.now()),
        said=_("It goes on."),
        then=_page(seat.group),
    )


def _group(request: HttpRequest, group_id: UUID) -> WorkingGroup:
    return get_object_or_404(WorkingGroup.objects.visible_to(request.person), pk=group_id)


def _seat(seat_id: UUID) -> GroupMembership:
    return get_object_or_404(GroupMembership.objects.select_related("group", "person"), pk=seat_id)


def _page(group: WorkingGroup) -> str:
    return reverse("organisation:group", args=[group.pk])


def _asked(group: WorkingGroup, title: str, submit: str, said: str, **more: Any) -> Asked:
    return Asked(title=title, submit=submit, said=said, kicker=group.name, back=(group.name, _page(group)), **more)


def _with(operation: Any, request: HttpRequest, group: WorkingGroup) -> Any:
    return lambda **said: operation(group=group, by=request.person, now=clock.now(), **said)
