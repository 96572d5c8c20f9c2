"""A presenter's own page, what is shared from it, and the files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as drafts_read
from pejl.foundation.files import answers
from pejl.foundation.files.sentences import PHOTOGRAPHS_ARE_NOT_READ
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings import operations, permissions, queries
from pejl.meetings.forms import BringFile, Prepare
from pejl.meetings.models import AgendaItem, Preparation, PreparationFile
from pejl.meetings.names import PREPARABLE, SharedWith, preparation_place
from pejl.meetings.pages.finding import METHODS, go, posted


@require_http_methods(METHODS)
def prepare(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What is wanted of me, and what I write and bring."""
    item = _item_of(request, item_id)
    saved = queries.preparation_of(item, request.person)
    place = preparation_place(item.pk)
    kept = _unsent(request, place)
    form = _form(request, item, saved, kept)
    other = saved if kept else None
    if request.method == "POST" and form.is_valid():
        try:
            operations.prepare(item=item, **form.values(), by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Stale as refusal:
            other = _seen_by_now(request, form, item, refusal)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("Saved."))
            return go("meetings:prepare", item.pk)
    return _page(request, item, form, saved=saved, other=other, has_draft=bool(kept))


@require_POST
def bring_file(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Add a file to my presentation."""
    item = _item_of(request, item_id)
    saved = queries.preparation_of(item, request.person)
    form = BringFile(request.POST, request.FILES)
    if form.is_valid():
        with form.refusing(otherwise="file"):
            operations.bring_file(item=item, **form.cleaned_data, by=request.person, now=clock.now())
            messages.success(request, _("The file is added."))
            return go("meetings:prepare", item.pk, at="files")
    kept = _unsent(request, preparation_place(item.pk), is_sent=False)
    return _page(request, item, _form(request, item, saved, kept, is_sent=False), saved=saved, bringing=form)


@require_POST
def take_file_away(request: HttpRequest, preparation_file_id: UUID) -> HttpResponse:
    """Take one of my files away."""
    brought = _file_of(request, preparation_file_id)
    item_id, name = brought.preparation.item_id, brought.file.name
    operations.take_file_away(brought=brought, by=request.person, now=clock.now())
    messages.success(request, _("“%(file)s” is taken away.") % {"file": name})
    return go("meetings:prepare", item_id, at="files")


@require_safe
def preparation(request: HttpRequest, preparation_id: UUID) -> HttpResponse:
    """What a presenter has shared."""
    seen = queries.shared_preparations(request.person)
    shared = get_object_or_404(seen, pk=preparation_id)
    written = sorted((one for one in shared.answers.all() if one.text), key=lambda one: one.position)
    context = {"shared": shared, "item": shared.item, "meeting": shared.item.meeting, "written": written}
    return render(request, "meetings/preparation.html", context)


@require_safe
def preparation_file(request: HttpRequest, preparation_file_id: UUID) -> HttpResponseBase:
    """A presenter's file, to be saved."""
    return answers.download(_file_of(request, preparation_file_id).file)


def _page(
    request: HttpRequest,
    item: AgendaItem,
    form: Prepare,
    *,
    saved: Preparation | None,
    other: Preparation | None = None,
    bringing: BringFile | None = None,
    has_draft: bool = False,
) -> HttpResponse:
    errors = form.errors or (bringing and bringing.errors)
    context = {
        "item": item,
        "meeting": item.meeting,
        "timed": queries.timed(item),
        "leaders": queries.leaders_of(item.meeting),
        "form": form,
        "bringing": bringing or BringFile(),
        "files": list(saved.files.all()) if saved else [],
        "other": other,
        "has_draft": has_draft,
        "draft_key": preparation_place(item.pk),
        "can_write": item.meeting.state in PREPARABLE,
        "photographs": PHOTOGRAPHS_ARE_NOT_READ,
        "sees_meeting": permissions.sees(request.person, item.meeting),
    }
    return render(request, "meetings/prepare.html", context, status=422 if errors else 200)


def _form(
    request: HttpRequest, item: AgendaItem, saved: Preparation | None, kept: dict[str, str], *, is_sent: bool = True
) -> Prepare:
    unsent = kept or (request.POST.dict() if is_sent and request.method == "POST" else {})
    return Prepare(
        posted(request) if is_sent else None,
        prompts=queries.prompts_of(item, saved, unsent),
        preparation=saved,
        kept=kept,
        can_share=permissions.presents(request.person, item),
    )


def _unsent(request: HttpRequest, place: str, *, is_sent: bool = True) -> dict[str, str]:
    """What I wrote last and did not save, but for what I am just sending."""
    if is_sent and request.method == "POST":
        return {}
    draft = drafts_read.at(place, person=request.person)
    fields = draft.fields if draft else {}
    known = {name: text for name, text in fields.items() if name.startswith("answer_")}
    if fields.get("shared_with") in SharedWith.values:
        known["shared_with"] = fields["shared_with"]
    return known


def _seen_by_now(request: HttpRequest, form: Prepare, item: AgendaItem, refusal: Stale) -> Preparation | None:
    """Say what happened, and let the next save be a knowing one."""
    present = queries.preparation_of(item, request.person)
    form.add_error(None, refusal.message)
    form.data = form.data.copy()
    form.data["version"] = str(present.version if present else 0)
    return present


def _item_of(request: HttpRequest, item_id: UUID) -> AgendaItem:
    """An item that the person may prepare; otherwise there is nothing here."""
    item: AgendaItem = get_object_or_404(queries.items_to_prepare(request.person), pk=item_id)
    return item


def _file_of(request: HttpRequest, preparation_file_id: UUID) -> PreparationFile:
    seen = PreparationFile.objects.visible_to(request.person).select_related("file", "preparation__person")
    brought: PreparationFile = get_object_or_404(seen, pk=preparation_file_id)
    return brought
