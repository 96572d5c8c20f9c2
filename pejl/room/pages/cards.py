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
from pejl.foundation.refusals import Refusal, Stale
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations, permissions, policies, queries
from pejl.room.models import Card
from pejl.room.names import CardKind, SentBefore, ViewName
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.posters import paper_page
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
    form = forms.NewCard(request.POST, kinds=policies.kinds_for(item))
    if form.is_valid():
        try:
            card = _put_up(request, item, form.cleaned_data)
        except Refusal as refusal:
            form = _taken_back(form, item, refusal)
        else:
            return _put_up_answer(request, meeting, card)
    return _refused_answer(request, meeting, item, form)


@require_POST
def cards(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One press on one card: for the product or not, away or back."""
    meeting = meeting_entered(request, meeting_id)
    deed = next((name for name in DEEDS if name in request.POST), "")
    card = card_of(request, meeting, request.POST.get(deed, ""))  # 404 without a deed: there is no card ""
    operation, how = DEEDS[deed]
    refusal = None
    try:
        operation(card=card, by=request.person, now=clock.now(), **how)
    except Refusal as said:
        refusal = said
    if refusal:
        return refused(request, meeting.pk, refusal)
    return HttpResponse(status=204) if "HX-Request" in request.headers else to_board(request, meeting, card.item_id)


@require_http_methods(["GET", "HEAD", "POST"])
def change_card(request: HttpRequest, meeting_id: UUID, card_id: UUID) -> HttpResponse:
    """Write a card anew."""
    meeting = meeting_entered(request, meeting_id)
    card = card_of(request, meeting, str(card_id))
    permissions.require_may_change_card(request.person, card)
    as_seen = {"kind": card.kind, "text": card.text, "version": card.version}
    sent = request.POST if request.method == "POST" else None
    form = forms.ChangedCard(sent, initial=as_seen, kinds=_kinds_of(card))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.change_card(
                card=card, kind=data["kind"], text=data["text"], expected_version=data["version"],
                by=request.person, now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form = _seen_by_now(form, card, refusal)
        else:
            return to_board(request, meeting, card.item_id)
    context = {"meeting": meeting, "card": card, "form": form, "view": view_of(request, meeting)}
    return render(request, "room/card.html", context, status=422 if form.errors else 200)


def _kinds_of(card: Card) -> tuple[CardKind, ...]:
    """What it can be called; also what it is, should its board take other kinds."""
    kinds = policies.kinds_for(card.item)
    return kinds if card.kind in kinds else (CardKind(card.kind), *kinds)


def _seen_by_now(form: forms.ChangedCard, card: Card, refusal: Refusal) -> forms.ChangedCard:
    """The same words again; where somebody else changed the card, the next save is a knowing one."""
    told = form.data.dict()  # type: ignore[attr-defined]
    if isinstance(refusal, Stale):
        told["version"] = str(card.again().version)
    form = forms.ChangedCard(told, kinds=_kinds_of(card))
    form.refuse(refusal)
    return form


def _put_up(request: HttpRequest, item: AgendaItem, data: dict[str, Any]) -> Card:
    return operations.write_card(
        item=item,
        kind=data["kind"],
        text=data["text"],
        client_id=data["client_id"],
        expected_authorship=data["authorship"] or None,
        is_from_paper=data["is_from_paper"],
        by=request.person,
        now=clock.now(),
    )


def _taken_back(form: forms.NewCard, item: AgendaItem, refusal: Refusal) -> forms.NewCard:
    """The same words in the form again, with what is now true of the board; as a new card where they are one."""
    as_now = {"authorship": policies.authorship_of(item)}
    if isinstance(refusal, SentBefore):
        as_now["client_id"] = str(uuid4())
    form = forms.NewCard({**form.data.dict(), **as_now}, kinds=policies.kinds_for(item))
    form.refuse(refusal)
    return form


def _put_up_answer(request: HttpRequest, meeting: Meeting, card: Card) -> HttpResponse:
    """An empty form: the card comes as it comes to everybody. Without script the page at the board, or at the paper."""
    if request.POST.get("is_from_paper"):
        kind = urlencode({"kind": request.POST.get("kind", "")})
        return HttpResponseRedirect(f"{reverse('room:paper', args=[meeting.pk, card.item_id])}?{kind}#type")
    if "HX-Request" not in request.headers:
        return to_board(request, meeting, card.item_id, kind=request.POST.get("kind", ""))
    cards = queries.cards_at_hand(meeting, card, request.person)
    context = looked_into(request, meeting, clock.now(), board_id=card.item_id, cards=cards)
    return render(request, "room/_written.html", {**context, "again": True, "comes_along": True})


def _refused_answer(request: HttpRequest, meeting: Meeting, item: AgendaItem, form: forms.NewCard) -> HttpResponse:
    now = clock.now()
    if request.POST.get("is_from_paper"):
        return paper_page(request, meeting, item, card=form)
    if "HX-Request" not in request.headers:
        return room_page(request, meeting, now, form=form, board_id=item.pk, status=422)
    context = looked_into(request, meeting, now, form=form, board_id=item.pk)
    return render(request, "room/_write.html", context, status=422)


def card_of(request: HttpRequest, meeting: Meeting, card_id: str) -> Card:
    """A card of the meeting, by what a button or an address says; 404 for what is no card."""
    try:
        key = UUID(card_id)
    except ValueError:
        raise Http404 from None
    seen = Card.objects.visible_to(request.person).select_related("meeting", "item__parent", "item__meeting", "cluster")
    found: Card = get_object_or_404(seen, meeting=meeting, pk=key)
    return found


def to_board(request: HttpRequest, meeting: Meeting, item_id: UUID, **query: str) -> HttpResponse:
    """Back to the board, on the page that it was pressed on."""
    told = urlencode({"board": item_id, **query})
    page = "room:lead" if view_of(request, meeting) == ViewName.LEADER else "room:hold"
    return HttpResponseRedirect(f"{reverse(page, args=[meeting.pk])}?{told}#board")
