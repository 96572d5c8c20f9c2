"""Who presents: the leaders ask, and whoever is asked answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, policies, queries
from pejl.meetings.forms import AnswerAsk, AskAll, AskToPresent, PassOn, TakeBack
from pejl.meetings.models import AgendaItem, Ask, Meeting
from pejl.meetings.names import PLANNABLE, AskState, Behaviour, Turn
from pejl.meetings.pages.finding import METHODS, go, item_of, meeting_of, posted
from pejl.organisation import queries as organisation


@require_safe
def presenters(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who presents what, and how it stands with asking."""
    return _presenters(request, _led(request, meeting_id))


@require_POST
def ask_all(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask everybody who is to present and is not asked yet."""
    meeting = _led(request, meeting_id)
    form = AskAll(request.POST)
    if not form.is_valid():
        return _presenters(request, meeting, form)
    words = form.cleaned_data["words"]
    sent = operations.ask_all_presenters(meeting=meeting, words=words, by=request.person, now=clock.now())
    told = ngettext("%(num)d person is asked.", "%(num)d people are asked.", len(sent)) % {"num": len(sent)}
    messages.success(request, told if sent else _("Everybody was asked already."))
    return go("meetings:presenters", meeting.pk)


@require_http_methods(METHODS)
def ask_presenter(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Ask somebody to present one item; for a practice example with whose turn it may be."""
    meeting = _led(request, meeting_id)
    item = item_of(meeting, item_id)
    policies.require_presented(item)
    people = Person.objects.present().by_name()
    initial = {"person": request.GET.get("person", "")}
    form = AskToPresent(posted(request), people=people, naming=organisation.naming(clock.today()), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_to_present(item=item, **form.cleaned_data, by=request.person, now=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(person)s is asked.") % {"person": form.cleaned_data["person"].name})
            return go("meetings:presenters", meeting.pk, at=f"item-{item.pk}")
    context = {"meeting": meeting, "item": item, "form": form, "proposals": _proposals(request, meeting, item)}
    return render(request, "meetings/ask_presenter.html", context, status=422 if form.errors else 200)


@require_POST
def take_back_ask(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """Take an ask back: the person presents no more, and is told."""
    ask = _ask_of(request, ask_id)
    form = TakeBack(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        operations.take_back_ask(ask=ask, expected_version=version, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("It is taken back, and %(person)s is told.") % {"person": ask.person.name})
    return go("meetings:presenters", ask.item.meeting_id, at=f"item-{ask.item_id}")


@require_http_methods(METHODS)
def asked(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """What one is asked to present, and one's answer."""
    ask = _ask_of(request, ask_id)
    permissions.require_asked(request.person, ask)
    naming = organisation.naming(clock.today())
    is_passing = request.POST.get("answer") == AskState.PASSED_ON
    passing = PassOn(posted(request) if is_passing else None, ask=ask, naming=naming)
    form = AnswerAsk(None if is_passing else posted(request), initial={"version": ask.version})
    sent = passing if is_passing else form
    if request.method == "POST" and sent.is_valid():
        try:
            answered = operations.answer_ask(ask=ask, **sent.values(), by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Invalid as refusal:
            sent.refuse(refusal)
        except Refusal as refusal:
            messages.warning(request, refusal.message)
            return go("meetings:asked", ask.pk)
        else:
            messages.success(request, _thanks(answered))
            return go("meetings:asked", ask.pk)
    context = {"ask": ask, "item": ask.item, "meeting": ask.item.meeting, "form": form, "passing": passing}
    return render(request, "meetings/asked.html", context | _about(ask), status=422 if sent.errors else 200)


def _about(ask: Ask) -> dict[str, Any]:
    """How the ask stands, and what is wanted."""
    can_answer = ask.item.meeting.state in PLANNABLE and Ask.objects.filter(pk=ask.pk).live().exists()
    passed = Ask.objects.open().filter(passed_from=ask).select_related("person").first()
    return {
        "timed": queries.timed(ask.item),
        "prompts": queries.prompts_of(ask.item, None),
        "leaders": queries.leaders_of(ask.item.meeting),
        "can_answer": can_answer,
        "passed_to": passed,
        "waits_for_colleague": ask.passed_from_id is not None and ask.state == AskState.ASKED,
    }


def _thanks(ask: Ask) -> str:
    if ask.state == AskState.ACCEPTED:
        return _("Thank you. You present it; prepare it below when it suits you.")
    if ask.state == AskState.PASSED_ON:
        return _("Your colleague is asked. You hear what they say.")
    if ask.state == AskState.FIND_ANOTHER:
        return _("The meeting leaders are told. They talk with you about who it could be.")
    return _("It is told on. Thank you for answering.")


def _presenters(request: HttpRequest, meeting: Meeting, form: AskAll | None = None) -> HttpResponse:
    agenda = queries.agenda_of(meeting)
    context = {
        "meeting": meeting,
        "presentations": queries.presentations_in(meeting, agenda),
        "not_asked": queries.not_asked(meeting, agenda),
        "shared": {(one.item_id, one.person_id): one for one in queries.shared_at(meeting, request.person)},
        "form": form or AskAll(),
    }
    return render(request, "meetings/presenters.html", context, status=422 if form and form.errors else 200)


def _proposals(request: HttpRequest, meeting: Meeting, item: AgendaItem) -> list[queries.Proposal]:
    if item.behaviour != Behaviour.PRACTICE:
        return []
    return queries.next_for(Turn.PRESENTING, meeting=meeting, item=item, by=request.person, now=clock.now())


def _led(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, if the person leads it and it can still be planned."""
    meeting = meeting_of(request, meeting_id)
    permissions.require_leads(request.person, meeting)
    policies.require_plannable(meeting)
    return meeting


def _ask_of(request: HttpRequest, ask_id: UUID) -> Ask:
    """An ask that the person may see; otherwise there is nothing here."""
    seen = Ask.objects.visible_to(request.person).select_related("person", "asked_by", "item__meeting", "item__parent")
    ask: Ask = get_object_or_404(seen, pk=ask_id)
    return ask
