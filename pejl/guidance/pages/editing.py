"""Writing a draft, a block at a time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import BlockForm
from pejl.guidance.models import Block, Version
from pejl.guidance.names import GROUPED_BY
from pejl.guidance.pages import editor
from pejl.guidance.pages.finding import back_to_editor, draft_of, product_of


@require_safe
def edit(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """The whole draft, with the form that is asked for; who is no author reads it."""
    draft = queries.draft_of(product_id, person=request.person)
    if draft is None:
        return redirect("guidance:show", product_of(request, product_id).pk)
    people = queries.people_of(draft.product)
    if not people.are_authors(request.person):
        return redirect("guidance:show", product_id)
    return editor.page(request, draft, editor.asked_for(request, draft, people), people=people)


@require_POST
def describe(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Save title, purpose and what has changed."""
    draft = draft_of(request, product_id)
    opened = editor.open_about(request, draft, request.POST)
    if not opened.form.is_valid():
        return _for_authors(request, draft, opened)
    given = {"changes": draft.changes, "is_significant": draft.is_significant} | opened.form.cleaned_data
    try:
        operations.describe(version=draft, expected_edit=given.pop("edit"), by=request.person, now=clock.now(), **given)
    except Stale as refusal:
        present = Version.objects.select_related("product__kind").get(pk=draft.pk)
        opened = editor.open_about(request, draft, _again(request, present.edit), present)
        return _refused(request, draft, opened, refusal)
    except Invalid as refusal:
        return _refused(request, draft, opened, refusal)
    drafts.drop(place=opened.place, by=request.person)
    return back_to_editor(product_id, editor.ABOUT)


@require_POST
def name_people(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Save who writes it, who answers for it and who steps in."""
    draft = draft_of(request, product_id)
    people = queries.people_of(draft.product)
    opened = editor.open_people(draft, people, request.POST)
    if not opened.form.is_valid():
        return _for_authors(request, draft, opened)
    given = opened.form.cleaned_data
    try:
        operations.name_people(
            product=draft.product,
            authors=opened.form.authors,
            responsible=given["responsible"],
            deputy=given["deputy"],
            by=request.person,
            now=clock.now(),
        )
    except Invalid as refusal:
        return _refused(request, draft, opened, refusal)
    return back_to_editor(product_id, editor.PEOPLE)


@require_POST
def change_block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Save a block; when somebody else did meanwhile, show both texts."""
    block = get_object_or_404(_blocks_of(request), pk=block_id)
    draft = block.version
    opened = editor.open_block(request, block, request.POST)
    form = opened.form
    if not form.is_valid():
        return _for_authors(request, draft, opened)
    try:
        operations.change_block(
            block=block,
            content=form.content,
            obligation=form.obligation,
            file=form.file,
            expected_edit=form.cleaned_data["edit"] or 0,
            by=request.person,
            now=clock.now(),
        )
    except Stale as refusal:
        present = block.again()
        return _refused(
            request, draft, editor.open_block(request, block, _again(request, present.edit), present), refusal
        )
    except Invalid as refusal:
        return _refused(request, draft, opened, refusal)
    drafts.drop(place=opened.place, by=request.person)
    return _after_saving(request, draft, block.pk, form)


@require_POST
def add_block(request: HttpRequest, product_id: UUID, key: str) -> HttpResponse:
    """Save a new block of the part with this key."""
    draft, now, by = draft_of(request, product_id), clock.now(), request.person
    part = draft.part(key)
    field = GROUPED_BY.get(part.kind) if part else None
    opened = editor.open_new(
        request, draft, key, request.POST, choice=request.POST.get(field.name, "") if field else ""
    )
    form = opened.form
    if not form.is_valid():
        return _for_authors(request, draft, opened)

    def add() -> Block:
        return operations.add_block(
            version=draft,
            part=key,
            content=form.content,
            obligation=form.obligation,
            file=form.file,
            by=by,
            now=now,
        )

    try:
        block_id = drafts.once(add, client_id=_client_id(request), by=by, now=now, place=opened.place)
    except Invalid as refusal:
        return _refused(request, draft, opened, refusal)
    return _after_saving(request, draft, block_id, form)


def _blocks_of(request: HttpRequest) -> object:
    return Block.objects.visible_to(request.person).select_related("version__product__kind")


def _client_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _again(request: HttpRequest, edit: int) -> object:
    """What was typed, ready to be saved over the text that is shown beside it."""
    typed = request.POST.copy()
    typed["edit"] = str(edit)
    return typed


def _for_authors(request: HttpRequest, draft: Version, opened: editor.Opened) -> HttpResponse:
    """The editor with the form as it was sent; only authors see one."""
    permissions.require_author(request.person, draft.product)
    return editor.page(request, draft, opened)


def _refused(request: HttpRequest, draft: Version, opened: editor.Opened, refusal: Refusal) -> HttpResponse:
    opened.form.refuse(refusal)
    return _for_authors(request, draft, opened)


def _after_saving(request: HttpRequest, draft: Version, block_id: UUID, form: BlockForm) -> HttpResponseRedirect:
    if "next" in request.POST and (following := queries.block_after(draft, block_id)):
        return back_to_editor(draft.product_id, "open", block=following.pk)
    if "another" not in request.POST:
        return back_to_editor(draft.product_id, f"block-{block_id}")
    field = GROUPED_BY.get(form.part.kind)
    asked = {"add": form.part.key} | ({"choice": form.content[field.name]} if field else {})
    return back_to_editor(draft.product_id, "open", **asked)
