"""Groups: who sits where, by a proposal and by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings import operations, queries
from pejl.meetings.forms import ArrangeGroups, ProposeGroups, UseProposal
from pejl.meetings.forms.grouping import SEEDS
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.pages.finding import METHODS, go, item_of, plan_of, posted
from pejl.meetings.queries import Proposed, Table


@require_http_methods(METHODS)
def groups(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Who sits where; moved by hand."""
    meeting, work = _group_work(request, meeting_id, item_id)
    form = ArrangeGroups(posted(request), table=queries.table_of(meeting, work))
    is_stale = False
    if request.method == "POST":
        try:
            form.table.require_seen(request.POST.get("seen", ""))
            if form.is_valid():
                _arrange(request, work, form)
                messages.success(request, _("The groups are saved."))
                return go("meetings:groups", meeting.pk, work.pk)
        except NotAllowed:
            raise
        except Stale as refusal:
            meeting, work = _group_work(request, meeting_id, item_id)
            form, is_stale = ArrangeGroups(request.POST, table=queries.table_of(meeting, work)), True
            form.ask_again(refusal.message)
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "meeting": meeting,
        "work": form.table.work,
        "table": form.table,
        "form": form,
        "is_stale": is_stale,
        "propose": ProposeGroups(table=form.table),
        "last_edit": queries.last_edit_of(meeting, request.person),
    }
    return render(request, "meetings/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def propose_groups(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """A proposal beside what it would replace; another one; and using it. How it is asked for stands in the address."""
    meeting, work = _group_work(request, meeting_id, item_id)
    table = queries.table_of(meeting, work)
    asked = ProposeGroups(request.GET if "count" in request.GET else None, table=table)
    use = UseProposal(posted(request))
    if request.method == "POST" and asked.is_valid() and use.is_valid():
        with use.refusing():
            drafts.once(
                lambda: _use(request, work, asked, use),
                client_id=use.cleaned_data["client_id"],
                by=request.person,
                now=clock.now(),
            )
            messages.success(request, _("The groups are written. You can move people by hand."))
            return go("meetings:groups", meeting.pk, work.pk)
    proposed = _proposed(table, asked)
    context = {
        "meeting": meeting,
        "work": table.work,
        "table": table,
        "propose": asked,
        "proposed": proposed,
        "refused": use.non_field_errors() if use.is_bound else [],
        "use": UseProposal(initial={"seen": proposed.seen}) if proposed else None,
        "query": request.GET.urlencode(),
        "another": _with_next_seed(request, asked),
    }
    return render(request, "meetings/propose_groups.html", context, status=422 if asked.errors or use.errors else 200)


def _group_work(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    """The group work, if the person may plan the meeting; no other item has groups."""
    meeting = plan_of(request, meeting_id)
    work = item_of(meeting, item_id)
    if work.behaviour != Behaviour.GROUPS:
        raise Http404
    return meeting, work


def _arrange(request: HttpRequest, work: AgendaItem, form: ArrangeGroups) -> None:
    arrangement = operations.Arrangement(**form.values())
    seen = form.cleaned_data["seen"]
    operations.arrange(work=work, arrangement=arrangement, seen=seen, by=request.person, now=clock.now())


def _use(request: HttpRequest, work: AgendaItem, asked: ProposeGroups, use: UseProposal) -> AgendaItem:
    told: dict[str, Any] = asked.values() | {"seen": use.cleaned_data["seen"]}
    return operations.use_proposal(work=work, **told, by=request.person, now=clock.now())


def _proposed(table: Table, asked: ProposeGroups) -> Proposed | None:
    """None where nothing is asked for, or nothing that can be: the form then says why."""
    if not asked.is_bound or not asked.is_valid():
        return None
    try:
        return queries.propose(table, **asked.values())
    except Refusal as refusal:
        field = "count" if refusal.field in ("number", "size") else refusal.field
        asked.add_error(field if field in asked.fields else None, refusal.message)
    return None


def _with_next_seed(request: HttpRequest, asked: ProposeGroups) -> str:
    query = request.GET.copy()
    query["seed"] = str(asked.values()["seed"] % SEEDS + 1 if asked.is_bound and asked.is_valid() else 1)
    return query.urlencode()
