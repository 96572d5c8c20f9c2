"""Who writes in which block: said by every open editor of itself, and shown in all of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.guidance import operations, permissions, queries
from pejl.guidance.models import Block, Hold, Version
from pejl.guidance.pages.finding import back_to_editor, draft_of, uuid_of


@require_POST
def writing(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """An open editor says every twenty seconds in which block its person writes (``block``), or that it is in none.

    The answer tells it who writes where, beside each block that it shows (``shown``).
    """
    draft = draft_of(request, product_id)
    permissions.require_author(request.person, draft.product)
    said = request.POST.get("block", "")
    block = get_object_or_404(draft.blocks.standing(), pk=uuid_of(said)) if said else None
    _say(request, draft, block)
    shown = [one for one in queries.standing_in(draft) if str(one.pk) in request.POST.getlist("shown")]
    context = {"draft": draft, "block": block, "writers": writers_in(draft), "shown": shown}
    return render(request, "guidance/_writers.html", context)


@require_POST
def take_over_block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Write in it in place of whom the page named; what is typed here is in the form as before."""
    seen = Block.objects.visible_to(request.person).select_related("version__product__kind")
    block = get_object_or_404(seen, pk=block_id)
    holder_id = uuid_of(request.POST.get("holder", ""))
    try:
        operations.take_over(block=block, holder_id=holder_id, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return back_to_editor(block.version.product_id, "open", block=block.pk)


def writers_in(draft: Version) -> dict[UUID, Hold]:
    """Who writes now, by the block."""
    return {held.block_id: held for held in queries.holds_in(draft, now=clock.now())}


def _say(request: HttpRequest, draft: Version, block: Block | None) -> None:
    """Begin, go on or end; that somebody else holds it, or that the text stands still by now, the page shows."""
    try:
        if block is not None:
            block.version = draft
            operations.hold(block=block, by=request.person, now=clock.now())
            return
        for held in writers_in(draft).values():
            if held.person == request.person:
                operations.let_go(block=held.block, by=request.person)
    except NotAllowed:
        raise
    except Refusal:
        return
