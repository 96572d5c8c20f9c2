"""Reading lists: what I am to read, all lists, and keeping them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AddToList, DescribeList, MakeList
from pejl.guidance.models import ReadingEntry, ReadingList
from pejl.guidance.pages.finding import uuid_of
from pejl.organisation import queries as organisation

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """What I am to read, what is new in it, what I have read; then every list."""
    today, me = clock.today(), request.person
    permissions.require_may_read_lists(me)
    found = list(queries.reading_lists(me))
    context = {
        "asked": queries.asked(me, by=me, today=today),
        "newcomers": queries.newcomers_of(me, today),
        "lists": [one for one in found if one.retired_at is None],
        "retired": [one for one in found if one.retired_at is not None],
        "keeps": permissions.keeps(me, today),
        "today": today,
    }
    return render(request, "guidance/lists/index.html", context)


@require_safe
def reading_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """What stands on a list and whom it asks; those who keep lists see how much it is read, and change their own."""
    row, today = _list_of(request, list_id), clock.today()
    keeps = permissions.keeps(request.person, today)
    context = {
        "list": row,
        "lines": queries.lines_of(row, request.person, today, with_sums=bool(keeps)),
        "keeps": keeps,
        "may_keep": keeps.covers(row.unit_id),
    }
    return render(request, "guidance/lists/list.html", context)


@require_http_methods(METHODS)
def make_list(request: HttpRequest) -> HttpResponse:
    """Name a new list, and say whom it asks."""
    by, now = request.person, clock.now()
    form = MakeList(request.POST if request.method == "POST" else None, **_choices(request))
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        key = said.pop("client_id")
        with form.refusing():
            list_id = drafts.once(lambda: operations.make_list(**said, by=by, now=now), client_id=key, by=by, now=now)
            return redirect("guidance:reading_list", list_id)
    return render(request, "guidance/lists/make.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def describe_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Its name, why, and whom it asks; when somebody else changed it meanwhile, both are shown."""
    row, data, present = _list_of(request, list_id), request.POST if request.method == "POST" else None, None
    permissions.require_may_keep(request.person, row.unit_id, clock.today())
    form = DescribeList(data, reading_list=row, **_choices(request))
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            operations.describe_list(
                reading_list=row, expected_edit=said.pop("edit"), by=request.person, now=clock.now(), **said
            )
        except Stale as refusal:
            present = row
            form = DescribeList(_again(request.POST, row.edit), reading_list=row, **_choices(request))
            form.is_valid()
            form.refuse(refusal)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:reading_list", row.pk)
    context = {"list": row, "form": form, "present": present}
    return render(request, "guidance/lists/describe.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def add_to_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """A product or a meeting that was held, at the end of the list."""
    row, by, now = _list_of(request, list_id), request.person, clock.now()
    permissions.require_may_keep(by, row.unit_id, clock.today())
    # What is sent twice stands there the second time: that it does is for the operation to say.
    is_sent = request.method == "POST"
    form = AddToList(
        request.POST if is_sent else None,
        versions=queries.addable_products(row, with_those_there=is_sent),
        meetings=queries.addable_meetings(row, by, with_those_there=is_sent),
    )
    if form.is_bound and form.is_valid():
        with form.refusing():
            drafts.once(lambda: _added(row, form, request), client_id=form.cleaned_data["client_id"], by=by, now=now)
            return _to(row, "entries")
    return render(request, "guidance/lists/add.html", {"list": row, "form": form}, status=422 if form.errors else 200)


@require_POST
def arrange_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Move something up or down, take it off; put the list away, or bring it back."""
    row = _list_of(request, list_id)
    do = next((_ARRANGE[name] for name in _ARRANGE if name in request.POST), None)
    if do is None:
        raise Http404
    permissions.require_may_keep(request.person, row.unit_id, clock.today())
    try:
        return do(request, row)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _to(row)


def _list_of(request: HttpRequest, list_id: UUID) -> ReadingList:
    seen = ReadingList.objects.visible_to(request.person).select_related("function", "unit", "created_by")
    return get_object_or_404(seen, pk=list_id)


def _choices(request: HttpRequest) -> dict[str, Any]:
    """Whom somebody may choose to ask; everybody else is told who does, before anything is typed."""
    today = clock.today()
    return {
        "keeps": permissions.require_keeps(request.person, today),
        "units": organisation.units(today),
        "functions": organisation.functions().in_use(),
    }


def _again(data: QueryDict, edit: int) -> QueryDict:
    """What was sent, as if the present text had been seen: saved once more, it takes its place."""
    again = data.copy()
    again["edit"] = str(edit)
    return again


def _added(row: ReadingList, form: AddToList, request: HttpRequest) -> ReadingEntry:
    given: dict[str, Any] = {"reading_list": row, "days": form.cleaned_data["days"]}
    given |= {"by": request.person, "now": clock.now()}
    if form.product is not None:
        return operations.add_product(product=form.product, **given)
    return operations.add_meeting(meeting_id=form.meeting_id, **given)


def _move(request: HttpRequest, row: ReadingList) -> HttpResponseRedirect:
    up = "up" in request.POST
    key, _sep, position = request.POST["up" if up else "down"].partition(":")
    if not (position.isascii() and position.isdigit() and len(position) < 6):
        raise Http404
    entry = _entry_of(row, key)
    operations.move_entry(entry=entry, up=up, expected_position=int(position), by=request.person, now=clock.now())
    return _to(row, f"entry-{entry.pk}")


def _remove(request: HttpRequest, row: ReadingList) -> HttpResponseRedirect:
    entry = row.entries.filter(pk=uuid_of(request.POST["remove"])).first()
    if entry is not None:
        operations.remove_entry(entry=entry, by=request.person, now=clock.now())
        messages.success(request, _("Taken off the list. What was confirmed stays confirmed."))
    return _to(row, "entries")


def _retire(request: HttpRequest, row: ReadingList) -> HttpResponseRedirect:
    operations.retire_list(reading_list=row, by=request.person, now=clock.now())
    messages.success(request, _("The list asks nobody any more. You can bring it back."))
    return _to(row)


def _take_up(request: HttpRequest, row: ReadingList) -> HttpResponseRedirect:
    operations.take_up_list(reading_list=row, by=request.person, now=clock.now())
    messages.success(request, _("The list is in use again."))
    return _to(row)


_ARRANGE = {"up": _move, "down": _move, "remove": _remove, "retire": _retire, "take_up": _take_up}


def _entry_of(row: ReadingList, key: str) -> ReadingEntry:
    return get_object_or_404(row.entries.select_related("reading_list"), pk=uuid_of(key))


def _to(row: ReadingList, anchor: str = "") -> HttpResponseRedirect:
    address = reverse("guidance:reading_list", args=[row.pk])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address, status=303)
