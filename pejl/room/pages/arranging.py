"""Ordering a board: the menu of one card, and the clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations, permissions, policies, queries
from pejl.room.models import Card, Cluster
from pejl.room.names import SHAPES, CardKind
from pejl.room.pages.cards import card_of, to_board
from pejl.room.pages.fetching import meeting_entered, retarget
from pejl.room.pages.showing import view_of

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Place:
    """Where a card can be moved: what is sent, and what it is called."""

    value: str
    label: str


@require_http_methods(METHODS)
def move_card(request: HttpRequest, meeting_id: UUID, card_id: UUID) -> HttpResponse:
    """A card's menu: where it can be moved, what else it can be called, and what the person may do with it."""
    meeting = meeting_entered(request, meeting_id)
    card = card_of(request, meeting, str(card_id))
    permissions.require_may_arrange(request.person, card.item)
    if request.method != "POST":
        return _menu(request, meeting, card)
    try:
        moved = _moved(request, meeting, card)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _refused(request, meeting, card, refusal)
    if "HX-Request" not in request.headers:
        return to_board(request, meeting, moved.item_id)
    # A second press of the same hand need not wait until the page has heard of the first.
    return HttpResponse(status=204, headers={"Pejl-Version": str(moved.version)})


@require_http_methods(METHODS)
def arrange(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The clusters of a board: several cards laid together at once, headings, order."""
    meeting = meeting_entered(request, meeting_id)
    item = get_object_or_404(AgendaItem.objects.select_related("parent", "meeting"), meeting=meeting, pk=item_id)
    permissions.require_may_arrange(request.person, item)
    cards = _standing_on(item)
    form = forms.Cluster(request.POST if "make" in request.POST else None, cards=cards)
    refusal = None
    if request.method == "POST":
        try:
            if _done(request, item, form):
                return redirect("room:arrange", meeting.pk, item.pk)
        except NotAllowed:
            raise
        except Refusal as said:
            refusal = said
    return _clusters(request, meeting, item, form, refusal)


def _menu(
    request: HttpRequest, meeting: Meeting, card: Card, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    card = card.again()
    context = {
        "meeting": meeting,
        "view": view_of(request, meeting),
        "card": card,
        "shape": SHAPES[CardKind(card.kind)],
        "places": _places(card),
        "kinds": [kind for kind in policies.kinds_for(card.item) if kind != card.kind],
        "may_choose": permissions.may_choose(request.person, card.item),
        "may_change": permissions.may_change_card(request.person, card),
        "refusal": refusal,
    }
    template = "room/_move.html" if "HX-Request" in request.headers else "room/move.html"
    return render(request, template, context, status=status)


def _refused(request: HttpRequest, meeting: Meeting, card: Card, refusal: Refusal) -> HttpResponse:
    """In the menu as it is now; where a card was dragged, beside the page."""
    if "HX-Request" in request.headers and "menu" not in request.POST:
        return retarget(render(request, "room/_refused.html", {"refusal": refusal}, status=422))
    answer = _menu(request, meeting, card, refusal, status=422)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#card-menu", "outerHTML"
    return answer


def _places(card: Card) -> list[Place]:
    """The clusters of the board, the board outside them, and the boards of the other groups: but for where it lies."""
    here = [Place(f"cluster {one.pk}", one.title) for one in _clusters_of(card.item) if one.pk != card.cluster_id]
    if card.cluster_id:
        here.append(Place(f"board {card.item_id}", _("Outside the clusters")))
    return here + [Place(f"board {one.pk}", one.label) for one in queries.boards_beside(card)]


def _moved(request: HttpRequest, meeting: Meeting, card: Card) -> Card:
    said: dict[str, Any] = {"expected_version": _number(request, "version"), "by": request.person, "now": clock.now()}
    if "new_cluster" in request.POST:
        cluster = operations.make_cluster(
            item=card.item, title=request.POST.get("title", ""), cards=[], by=request.person, now=clock.now()
        )
        return operations.place_card(card=card, item=card.item, cluster=cluster, **said)
    what, _space, key = request.POST.get("to", "").partition(" ")
    if what == "kind":
        return operations.change_kind(card=card, kind=key, **said)
    cluster = _cluster(meeting, key) if what == "cluster" else None
    item = cluster.item if cluster else get_object_or_404(AgendaItem, meeting=meeting, pk=_key(key))
    return operations.place_card(card=card, item=item, cluster=cluster, **said)


def _done(request: HttpRequest, item: AgendaItem, form: forms.Cluster) -> bool:
    """Do what was pressed; False where the heading must be mended first."""
    said: dict[str, Any] = {"by": request.person, "now": clock.now()}
    if "make" in request.POST:
        if not form.is_valid():
            return False
        cards = list(Card.objects.filter(meeting=item.meeting, pk__in=form.cleaned_data["card"]))
        operations.make_cluster(item=item, title=form.cleaned_data["title"], cards=cards, **said)
        return True
    cluster = _cluster(item.meeting, request.POST.get("cluster", ""))
    said |= {"cluster": cluster, "expected_version": _number(request, "version")}
    if "dissolve" in request.POST:
        operations.dissolve_cluster(**said)
    elif "place" in request.POST:
        operations.place_cluster(position=_number(request, "place"), **said)
    else:
        operations.rename_cluster(title=request.POST.get("title", ""), **said)
    return True


def _clusters(
    request: HttpRequest, meeting: Meeting, item: AgendaItem, form: forms.Cluster, refusal: Refusal | None
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "view": view_of(request, meeting),
        "item": item,
        "form": form,
        "refusal": refusal,
        "clusters": list(_clusters_of(item)),
    }
    return render(request, "room/arrange.html", context, status=422 if refusal or form.errors else 200)


def _standing_on(item: AgendaItem) -> list[Card]:
    return sorted(Card.objects.standing().filter(item=item).select_related("cluster"), key=queries.order_of)


def _clusters_of(item: AgendaItem) -> Any:
    return Cluster.objects.filter(item=item).order_by("position", "id")


def _cluster(meeting: Meeting, key: str) -> Cluster:
    found: Cluster | None = Cluster.objects.filter(meeting=meeting, pk=_key(key)).select_related("item").first()
    if found is None:
        raise Stale(_("The cluster is not there any more: somebody dissolved it. Choose again."))
    return found


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _number(request: HttpRequest, name: str) -> int:
    """A version or a place that a button carries; without one nothing was seen, and so it is stale."""
    try:
        return int(request.POST.get(name, ""))
    except ValueError:
        return 0
