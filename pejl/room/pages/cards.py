"""Writing cards, and what is done with them afterwards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations, permissions, policies
from pejl.room.models import Card
from pejl.room.names import SentBefore, ViewName
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.showing import looked_into, refused, room_page, view_of

# What the buttons on a card do.
DEEDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "choose": (operations.mark_for_product, {"is_for_product": True}),
    "let_go": (operations.mark_for_product, {"is_for_product": False}),
    "remove": (operations.remove_card, {}),
    "restore": (operations.restore_card, {}),
}


@require_POST
def write(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Put up a card. What cannot be taken stays in the field."""
    meeting = meeting_entered(request, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    form = forms.NewCard(request.POST)
    if form.is_valid():
        try:
            _put_up(request, item, form.cleaned_data)
        except Refusal as refusal:
            form = _taken_back(form, item, refusal)
        else:
            return _put_up_answer(request, meeting, item)
    return _refused_answer(request, meeting, item, form)


@require_POST
def cards(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One press on one card: for the product or not, away or back."""
    meeting = meeting_entered(request, meeting_id)
    deed = next((name for name in DEEDS if name in request.POST), "")
    card = _card(request, meeting, request.POST.get(deed, ""))  # 404 without a deed: there is no card ""
    operation, how = DEEDS[deed]
    refusal = None
    try:
        operation(card=card, by=request.person, now=clock.now(), **how)
    except Refusal as said:
        refusal = said
    if refusal:
        return refused(request, meeting.pk, refusal)
    return HttpResponse(status=204) if "HX-Request" in request.headers else _to_board(request, meeting, card.item_id)


@require_http_methods(["GET", "HEAD", "POST"])
def change_card(request: HttpRequest, meeting_id: UUID, card_id: UUID) -> HttpResponse:
    """Write a card anew."""
    meeting = meeting_entered(request, meeting_id)
    card = _card(request, meeting, str(card_id))
    permissions.require_may_change_card(request.person, card)
    as_seen = {"kind": card.kind, "text": card.text, "version": card.version}
    form = forms.ChangedCard(request.POST) if request.method == "POST" else forms.ChangedCard(initial=as_seen)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.change_card(
                card=card, kind=data["kind"], text=data["text"], expected_version=data["version"],
                by=request.person, now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            return _to_board(request, meeting, card.item_id)
    context = {"meeting": meeting, "card": card, "form": form}
    return render(request, "room/card.html", context, status=422 if form.errors else 200)


def _put_up(request: HttpRequest, item: AgendaItem, data: dict[str, Any]) -> None:
    operations.write_card(
        item=item,
        kind=data["kind"],
        text=data["text"],
        client_id=data["client_id"],
        expected_authorship=data["authorship"] or None,
        by=request.person,
        now=clock.now(),
    )


def _taken_back(form: forms.NewCard, item: AgendaItem, refusal: Refusal) -> forms.NewCard:
    """The same words in the form again, with what is now true of the board; as a new card where they are one."""
    as_now = {"authorship": policies.authorship_of(item)}
    if isinstance(refusal, SentBefore):
        as_now["client_id"] = str(uuid4())
    form = forms.NewCard({**form.data.dict(), **as_now})
    form.add_error(refusal.field, refusal.message)
    return form


def _put_up_answer(request: HttpRequest, meeting: Meeting, item: AgendaItem) -> HttpResponse:
    """An empty form: the card comes as it comes to everybody. Without script the page at the board."""
    if "HX-Request" not in request.headers:
        return _to_board(request, meeting, item.pk, kind=request.POST.get("kind", ""))
    context = looked_into(request, meeting, clock.now(), board_id=item.pk)
    return render(request, "room/_write.html", {**context, "again": True})


def _refused_answer(request: HttpRequest, meeting: Meeting, item: AgendaItem, form: forms.NewCard) -> HttpResponse:
    now = clock.now()
    if "HX-Request" not in request.headers:
        return room_page(request, meeting, now, form=form, board_id=item.pk, status=422)
    context = looked_into(request, meeting, now, form=form, board_id=item.pk)
    return render(request, "room/_write.html", context, status=422)


def _card(request: HttpRequest, meeting: Meeting, card_id: str) -> Card:
    try:
        key = UUID(card_id)
    except ValueError:
        raise Http404 from None
    found: Card = get_object_or_404(
        Card.objects.visible_to(request.person).select_related("item", "meeting"), meeting=meeting, pk=key
    )
    return found


def _to_board(request: HttpRequest, meeting: Meeting, item_id: UUID, **query: str) -> HttpResponse:
    told = urlencode({"board": item_id, **query})
    page = "room:lead" if view_of(request, meeting) == ViewName.LEADER else "room:hold"
    return HttpResponseRedirect(f"{reverse(page, args=[meeting.pk])}?{told}#board")
