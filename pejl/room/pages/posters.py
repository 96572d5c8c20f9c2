"""From paper: posters photographed, and what stands on them typed in beside them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.files import answers
from pejl.foundation.files.sentences import PHOTOGRAPHS_ARE_NOT_READ
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations, permissions, policies, queries
from pejl.room.models import Poster
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.showing import view_of


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The posters of a board, a photograph to add, and a card to type in beside them."""
    meeting = meeting_entered(request, meeting_id)
    item = get_object_or_404(AgendaItem.objects.select_related("parent", "meeting"), meeting=meeting, pk=item_id)
    wanted = forms.ChosenPicture if "album" in request.GET else forms.Poster
    form = wanted(request.POST, request.FILES) if request.method == "POST" else wanted()
    if request.method == "POST" and form.is_valid():
        with form.refusing():
            operations.keep_poster(item=item, file=form.cleaned_data["file"], by=request.person, now=clock.now())
            return redirect("room:paper", meeting.pk, item.pk)
    return paper_page(request, meeting, item, form=form)


def paper_page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem,
    *,
    form: forms.Poster | None = None,
    card: forms.NewCard | None = None,
) -> HttpResponse:
    """The page itself, perhaps with a photograph or a card that could not be taken."""
    posters = queries.posters_of(item)
    authorship = policies.authorship_of(item)
    has_errors = (form is not None and form.errors) or (card is not None and card.errors)
    context = {
        "meeting": meeting,
        "item": item,
        "view": view_of(request, meeting),
        "authorship": authorship,
        "posters": [(one, permissions.may_take_poster_away(request.person, one)) for one in posters],
        "form": form or forms.Poster(),
        "card": card or _blank(request, item, authorship),
        "is_album": "album" in request.GET,
        "photographs": PHOTOGRAPHS_ARE_NOT_READ,
    }
    return render(request, "room/paper.html", context, status=422 if has_errors else 200)


@require_safe
def poster(request: HttpRequest, meeting_id: UUID, poster_id: UUID) -> HttpResponseBase:
    """The photograph itself, for those who take part."""
    found = _poster(request, meeting_id, poster_id)
    if not found.file.is_picture:
        raise Http404
    return answers.picture(found.file)


@require_POST
def take_poster_away(request: HttpRequest, meeting_id: UUID, poster_id: UUID) -> HttpResponse:
    """Take a photograph away; what was typed from it stays."""
    found = _poster(request, meeting_id, poster_id)
    operations.take_poster_away(poster=found, by=request.person, now=clock.now())
    return redirect("room:paper", meeting_id, found.item_id)


def _poster(request: HttpRequest, meeting_id: UUID, poster_id: UUID) -> Poster:
    meeting = meeting_entered(request, meeting_id)
    seen = Poster.objects.visible_to(request.person).select_related("file", "meeting", "item")
    found: Poster = get_object_or_404(seen, meeting=meeting, pk=poster_id)
    return found


def _blank(request: HttpRequest, item: AgendaItem, authorship: str) -> forms.NewCard:
    kinds = policies.kinds_for(item)
    return forms.NewCard.blank(authorship=authorship, kinds=kinds, kind=request.GET.get("kind", ""), is_from_paper=True)
