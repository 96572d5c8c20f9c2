"""The editor: the whole draft on one page, at most one form open in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from pejl.foundation import clock
from pejl.foundation.privacy.forms import GuardedForm
from pejl.guidance import policies, queries
from pejl.guidance.forms import Describe, NamePeople, form_of
from pejl.guidance.models import Block, Version
from pejl.guidance.names import Holds, Part, State
from pejl.guidance.pages.finding import kept_at, uuid_of
from pejl.guidance.pages.words import WORDS
from pejl.organisation import queries as organisation

ABOUT, PEOPLE = "about", "people"


@dataclass(frozen=True)
class Opened:
    """The open form: the part of the draft it belongs to, where it is sent, and where its unsent text is kept.

    ``present`` is the text as somebody else has saved it meanwhile, shown beside what was typed; so is the saved text
    when an unsent one was found (``is_kept``).
    """

    part: str
    form: GuardedForm
    action: str
    place: str = ""
    block: Block | None = None
    choice: str = ""
    present: Block | Version | None = None
    is_kept: bool = False


def page(
    request: HttpRequest, draft: Version, opened: Opened | None = None, *, people: queries.People | None = None
) -> HttpResponse:
    """Render the editor; with the answer 422 when the open form has errors."""
    people = people or queries.people_of(draft.product)
    blocks, removed = queries.all_blocks_of(draft)
    gaps = queries.gaps_of(draft, blocks, people)
    context: dict[str, Any] = WORDS | {
        "draft": draft,
        "product": draft.product,
        "sections": queries.sections_of(draft, blocks, with_empty=True),
        "people": people,
        "opened": opened,
        "is_rich": any(field.holds is Holds.RICH for part in draft.made_of for field in part.shape),
        "gaps": gaps,
        "pending": queries.pending_requests(draft) if draft.state == State.AWAITING_APPROVAL else [],
        "returned": queries.latest_return(draft) if draft.state == State.DRAFT else None,
        "writers": queries.holds_on(blocks, now=clock.now()),
        "removed": removed,
        "just_removed": request.GET.get("removed", ""),
        "ordering": request.GET.get("order", ""),
        "today": clock.today(),
    }
    has_errors = opened is not None and bool(opened.form.errors)
    return render(request, "guidance/edit.html", context, status=422 if has_errors else 200)


def asked_for(request: HttpRequest, draft: Version, people: queries.People) -> Opened | None:
    """The form that the address asks for: ``?block=``, ``?add=`` or ``?part=``; 404 for what is not there."""
    if block_id := request.GET.get("block"):
        block = get_object_or_404(draft.blocks.standing().with_quotes(), pk=uuid_of(block_id))
        return open_block(request, block)
    if key := request.GET.get("add"):
        return open_new(request, draft, key, choice=request.GET.get("choice", ""))
    return open_part(request, draft, people, request.GET.get("part", ""))


def open_part(request: HttpRequest, draft: Version, people: queries.People, part: str) -> Opened | None:
    """The form of the draft's own words, or of its people."""
    if part == ABOUT:
        return open_about(request, draft)
    if part == PEOPLE:
        return open_people(draft, people)
    return None


def open_about(request: HttpRequest, draft: Version, data: Any = None, present: Version | None = None) -> Opened:
    """The form of title, purpose and what has changed."""
    place = f"guidance:about:{draft.pk}"
    kept = {} if data is not None else kept_at(request, place)
    form = Describe(data, version=draft, initial=kept)
    return Opened(
        ABOUT,
        form,
        reverse("guidance:describe", args=[draft.product_id]),
        place,
        present=present or (draft if kept else None),
        is_kept=bool(kept),
    )


def open_people(draft: Version, people: queries.People, data: Any = None) -> Opened:
    """The form of authors, responsible and deputy."""
    form = NamePeople(
        data, people=people, colleagues=list(organisation.colleagues()), naming=organisation.naming(clock.today())
    )
    return Opened(PEOPLE, form, reverse("guidance:name_people", args=[draft.product_id]))


def open_block(request: HttpRequest, block: Block, data: Any = None, present: Block | None = None) -> Opened:
    """The form of a block that is there."""
    place = f"guidance:block:{block.pk}"
    kept = {} if data is not None else kept_at(request, place)
    part = policies.part_of(block.version, block.part)
    form = form_of(part)(
        data, files=_sent(request, data), block=block, others=_to_name(block.version, part), initial=kept
    )
    return Opened(
        block.part,
        form,
        reverse("guidance:change_block", args=[block.pk]),
        place,
        block=block,
        choice=queries.group_of(block),
        present=present or (block if kept else None),
        is_kept=bool(kept),
    )


def _sent(request: HttpRequest, data: Any) -> Any:
    """The files that came with what was sent, where something was."""
    return None if data is None else request.FILES


def open_new(request: HttpRequest, draft: Version, key: str, data: Any = None, choice: str = "") -> Opened:
    """The form of a new block of a part; ``choice`` is the group it is for."""
    part = draft.part(key)
    if part is None:
        raise Http404
    place = f"guidance:add_{key}:{draft.pk}"
    kept = {} if data is not None else kept_at(request, place)
    form = form_of(part)(data, files=_sent(request, data), choice=choice, others=_to_name(draft, part), initial=kept)
    action = reverse("guidance:add_block", args=[draft.product_id, key])
    return Opened(key, form, action, place, choice=choice, is_kept=bool(kept))


def _to_name(version: Version, part: Part) -> Sequence[Block]:
    """The blocks that a field of this part may name, asked only where one does."""
    kinds = [field.of for field in part.shape if field.of]
    return list(queries.standing_in(version).filter(kind__in=kinds)) if kinds else ()
