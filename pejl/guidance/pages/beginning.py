"""Beginning a product without a meeting, and using cards that are left over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import BeginProduct, UseCards
from pejl.guidance.models import Block, Version
from pejl.guidance.pages.finding import back_to_editor, draft_of
from pejl.organisation import queries as organisation


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a kind, give it a title, and say who writes it with you."""
    permissions.require_may_start(request.person)
    form = BeginProduct(
        request.POST if request.method == "POST" else None,
        kinds=queries.offered_kinds(),
        me=request.person,
        colleagues=list(organisation.colleagues()),
        naming=organisation.naming(clock.today()),
        initial={"kind": request.GET.get("kind", "")},
    )
    if form.is_bound and form.is_valid():
        with form.refusing():
            product_id = _begun(request, form)
            return redirect("guidance:edit", product_id)
    return render(request, "guidance/begin.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def use_cards(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Cards that are left over (``?cards=``) become a block, or are laid under one that is there."""
    draft = draft_of(request, product_id)
    permissions.require_author(request.person, draft.product)
    ids = _ids(request.POST.get("use") or request.GET.get("cards", ""))
    cards = list(queries.left_over(draft).filter(card_id__in=ids))
    if request.method == "POST" and "use" in request.POST:
        return _used(request, draft, ids, None)
    if not cards:
        raise Http404
    form = UseCards(request.POST if request.method == "POST" else None, choices=_places(draft))
    if form.is_bound and form.is_valid():
        under = draft.blocks.standing().filter(pk=form.cleaned_data["under"]).first()
        return _used(request, draft, ids, under)
    context = {"draft": draft, "cards": cards, "form": form, "action": request.get_full_path()}
    return render(request, "guidance/use_cards.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, form: BeginProduct) -> UUID:
    by, now, said = request.person, clock.now(), form.cleaned_data
    return drafts.once(
        lambda: operations.start(
            kind=said["kind"],
            title=said["title"],
            theme=None,
            source=None,
            authors=form.authors,
            quotes=[],
            by=by,
            now=now,
        ),
        client_id=said["client_id"],
        by=by,
        now=now,
    )


def _used(request: HttpRequest, draft: Version, ids: list[UUID], under: Block | None) -> HttpResponse:
    try:
        blocks = operations.use_left_over(version=draft, card_ids=ids, under=under, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return back_to_editor(draft.product_id, "left-over")
    said = ngettext("The card is used.", "The %(num)d cards are used.", len(ids)) % {"num": len(ids)}
    messages.success(request, said if under is None else _("It is laid under what you chose."))
    return back_to_editor(draft.product_id, f"block-{blocks[0].pk}")


def _places(draft: Version) -> list[tuple[str, str]]:
    """Every block that stands in the draft, with the heading it stands under."""
    headings = {part.key: str(part.heading) for part in draft.made_of}
    return [
        (str(block.pk), f"{headings[block.part]}: {block.called}")
        for block in queries.standing_in(draft)
        if block.called and block.part in headings
    ]


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(one) for one in text.split(",") if one]
    except ValueError:
        raise Http404 from None
