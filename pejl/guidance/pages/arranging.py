"""What the editor's buttons do that need no form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.guidance import operations
from pejl.guidance.models import Block, Version
from pejl.guidance.pages.finding import back_to_editor, draft_of


@require_POST
def arrange(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Move a block up or down, take it out, put it back, or say that no reference of a kind is relevant."""
    draft = draft_of(request, product_id)
    do = next((_ARRANGE[name] for name in _ARRANGE if name in request.POST), None)
    if do is None:
        raise Http404
    try:
        return do(request, draft)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return back_to_editor(draft.product_id, "")


@require_POST
def discard(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Forget what was typed and not saved in one form of this draft."""
    draft = draft_of(request, product_id)
    drafts.drop(place=request.POST.get("place", ""), by=request.person)
    return back_to_editor(draft.product_id, "")


def _move(name: str, *, up: bool) -> Callable[[HttpRequest, Version], HttpResponseRedirect]:
    def move(request: HttpRequest, draft: Version) -> HttpResponseRedirect:
        block, position = _named(request, draft, name)
        moved = operations.move_block(
            block=block, up=up, expected_position=position, by=request.person, now=clock.now()
        )
        return back_to_editor(draft.product_id, f"block-{moved.pk}", order=moved.part)

    return move


def _remove(request: HttpRequest, draft: Version) -> HttpResponseRedirect:
    block, expected_edit = _named(request, draft, "remove")
    operations.remove_block(block=block, expected_edit=expected_edit, by=request.person, now=clock.now())
    drafts.drop(place=f"guidance:block:{block.pk}", by=request.person)
    return back_to_editor(draft.product_id, "content", removed=block.pk)


def _restore(request: HttpRequest, draft: Version) -> HttpResponseRedirect:
    block, _edit = _named(request, draft, "restore")
    operations.restore_block(block=block, by=request.person, now=clock.now())
    return back_to_editor(draft.product_id, f"block-{block.pk}")


def _none(request: HttpRequest, draft: Version) -> HttpResponseRedirect:
    part, _sep, kind = request.POST["none"].partition(":")
    block = operations.add_block(
        version=draft,
        part=part,
        content={"kind": kind, "is_none": True},
        by=request.person,
        now=clock.now(),
    )
    return back_to_editor(draft.product_id, f"block-{block.pk}")


_ARRANGE = {
    "up": _move("up", up=True),
    "down": _move("down", up=False),
    "remove": _remove,
    "restore": _restore,
    "none": _none,
}


def _named(request: HttpRequest, draft: Version, name: str) -> tuple[Block, int]:
    """The block that a button names as ``id:number``, and the number: the edit or position that was seen."""
    block_id, _sep, number = request.POST[name].partition(":")
    try:
        return get_object_or_404(draft.blocks.all(), pk=UUID(block_id)), int(number or 0)
    except ValueError:
        raise Http404 from None
