"""Kinds of products: seen, made and changed by whoever looks after Pejl, without code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import DescribeKind, DescribePart, MakeKind
from pejl.guidance.models import Kind
from pejl.guidance.names import STANDARD_COLUMNS, BlockKind, Column, Part
from pejl.organisation import queries as organisation

METHODS = ["GET", "HEAD", "POST"]
Page = Callable[..., HttpResponse]


def for_those_who_look_after(page: Page) -> Page:
    """Everybody else is told who does, before anything is typed. The page is handed the kind of its address."""

    @wraps(page)
    def guarded(request: HttpRequest, kind_id: UUID | None = None, **more: Any) -> HttpResponse:
        about = {"found": get_object_or_404(Kind, pk=kind_id)} if kind_id else {}
        permissions.require_may_shape_kinds(request.person, clock.today())
        return page(request, **about, **more)

    return guarded


@require_safe
@for_those_who_look_after
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds there are, and those that nothing new is begun of."""
    found = list(queries.counted_kinds())
    context = {
        "offered": [kind for kind in found if kind.retired_at is None],
        "retired": [kind for kind in found if kind.retired_at is not None],
    }
    return render(request, "guidance/kinds/list.html", context)


@require_POST
@for_those_who_look_after
def fetch_standard_kinds(request: HttpRequest) -> HttpResponse:
    """Add the standard kinds that are not here."""
    number = operations.fetch_standard_kinds(by=request.person, now=clock.now())
    said = ngettext("%(num)d kind is new.", "%(num)d kinds are new.", number) % {"num": number}
    messages.success(request, said if number else _("All the standard kinds are here already."))
    return redirect("guidance:kinds")


@require_http_methods(METHODS)
@for_those_who_look_after
def make_kind(request: HttpRequest) -> HttpResponse:
    """Name a new kind, and choose what it begins with."""
    by, now = request.person, clock.now()
    form = MakeKind(request.POST if request.method == "POST" else None, kinds=queries.kinds(), initial=_copied(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with form.refusing():
            kind_id = drafts.once(
                lambda: operations.make_kind(name=said["name"], about=said["about"], of=said["of"], by=by, now=now),
                client_id=said["client_id"],
                by=by,
                now=now,
            )
            return redirect("guidance:kind", kind_id)
    return render(request, "guidance/kinds/make.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_those_who_look_after
def kind(request: HttpRequest, found: Kind) -> HttpResponse:
    """What a kind says of itself and what it is made of, with all that can be done about it."""
    context = {
        "kind": found,
        "approving": queries.approving(found),
        "removed": queries.removed_parts(found),
        "just_removed": request.GET.get("removed", ""),
        "sorts": BlockKind.choices,
    }
    return render(request, "guidance/kinds/kind.html", context)


@require_http_methods(METHODS)
@for_those_who_look_after
def describe_kind(request: HttpRequest, found: Kind) -> HttpResponse:
    """Its name, what it is for, and what it takes to be approved; when somebody else changed it, both are shown."""
    form = _describing(found, request.POST if request.method == "POST" else None)
    present = None
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            operations.describe_kind(
                kind=found, expected_edit=said.pop("edit"), by=request.person, now=clock.now(), **said
            )
        except Stale as refusal:
            present = found
            form = _describing(found, _again(request, found.edit))
            form.is_valid()
            form.add_error(None, refusal.message)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:kind", found.pk)
    context = {"kind": found, "form": form, "present": present, "approving": queries.approving(found)}
    return render(request, "guidance/kinds/describe.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@for_those_who_look_after
def add_part(request: HttpRequest, found: Kind) -> HttpResponse:
    """A part of the sort that ``?sort=`` names."""
    sort = request.GET.get("sort", "")
    if sort not in BlockKind.values:
        raise Http404
    columns = tuple(Column(key) for key in STANDARD_COLUMNS) if sort == BlockKind.SITUATION else ()
    part = Part("", BlockKind(sort), columns=columns)
    return _part_page(request, found, part, operations.add_part)


@require_http_methods(METHODS)
@for_those_who_look_after
def change_part(request: HttpRequest, found: Kind, key: str) -> HttpResponse:
    """Heading, hint, columns and beginning of a part that is there."""
    part = next((one for one in found.made_of if one.key == key), None)
    if part is None:
        raise Http404
    return _part_page(request, found, part, operations.change_part)


@require_POST
@for_those_who_look_after
def arrange_kind(request: HttpRequest, found: Kind) -> HttpResponse:
    """Move a part up or down, take it out, put it back; retire the kind, or take it up again."""
    do = next((_ARRANGE[name] for name in _ARRANGE if name in request.POST), None)
    if do is None:
        raise Http404
    try:
        return do(request, found)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _to(found)


@require_safe
@for_those_who_look_after
def preview_kind(request: HttpRequest, found: Kind) -> HttpResponse:
    """How a product of this kind looks before anything is written."""
    return render(request, "guidance/kinds/preview.html", {"kind": found})


def _copied(request: HttpRequest) -> dict[str, str]:
    """``?of=`` names the kind that a new one is a copy of."""
    return {"of": request.GET["of"]} if request.GET.get("of") else {}


def _describing(found: Kind, data: Any) -> DescribeKind:
    today = clock.today()
    return DescribeKind(
        data,
        kind=found,
        approving=queries.approving(found),
        functions=organisation.functions(),
        colleagues=organisation.colleagues(),
        naming=organisation.naming(today),
    )


def _part_page(request: HttpRequest, found: Kind, part: Part, do: Callable[..., Kind]) -> HttpResponse:
    form = DescribePart(request.POST if request.method == "POST" else None, part=part, edit=found.edit)
    present = None
    if form.is_bound and form.is_valid():
        said = {"part": form.part, "expected_edit": form.cleaned_data["edit"]}
        try:
            changed = do(kind=found, by=request.person, now=clock.now(), **said)
        except Stale as refusal:
            present = part if part.key else None
            form = DescribePart(_again(request, found.edit), part=part, edit=found.edit)
            form.is_valid()
            form.add_error(None, refusal.message)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _to(found, f"part-{part.key or changed.made_of[-1].key}")
    context = {"kind": found, "part": part, "form": form, "present": present, "action": request.get_full_path()}
    return render(request, "guidance/kinds/part.html", context, status=422 if form.errors else 200)


def _again(request: HttpRequest, edit: int) -> Any:
    """What was sent, as if the present text had been seen: saved once more, it takes its place."""
    data = request.POST.copy()
    data["edit"] = str(edit)
    return data


def _move(name: str, *, up: bool) -> Callable[[HttpRequest, Kind], HttpResponseRedirect]:
    def move(request: HttpRequest, found: Kind) -> HttpResponseRedirect:
        key, edit = _named(request, name)
        operations.move_part(kind=found, key=key, up=up, expected_edit=edit, by=request.person, now=clock.now())
        return _to(found, f"part-{key}")

    return move


def _remove(request: HttpRequest, found: Kind) -> HttpResponseRedirect:
    key, edit = _named(request, "remove")
    operations.remove_part(kind=found, key=key, expected_edit=edit, by=request.person, now=clock.now())
    return _to(found, "parts", removed=key)


def _restore(request: HttpRequest, found: Kind) -> HttpResponseRedirect:
    key = request.POST["restore"]
    operations.restore_part(kind=found, key=key, by=request.person, now=clock.now())
    return _to(found, f"part-{key}")


def _retire(request: HttpRequest, found: Kind) -> HttpResponseRedirect:
    operations.retire_kind(kind=found, by=request.person, now=clock.now())
    messages.success(request, _("Nothing new is begun of it. What there is stays."))
    return redirect("guidance:kinds")


def _take_up(request: HttpRequest, found: Kind) -> HttpResponseRedirect:
    operations.take_up_kind(kind=found, by=request.person, now=clock.now())
    messages.success(request, _("It can be chosen again."))
    return redirect("guidance:kinds")


_ARRANGE = {
    "up": _move("up", up=True),
    "down": _move("down", up=False),
    "remove": _remove,
    "restore": _restore,
    "retire": _retire,
    "take_up": _take_up,
}


def _named(request: HttpRequest, name: str) -> tuple[str, int]:
    """The part that a button names as ``key:edit``, and the edit of the kind that was seen."""
    key, _sep, edit = request.POST[name].partition(":")
    if not (edit.isascii() and edit.isdigit() and len(edit) < 10):
        raise Http404
    return key, int(edit)


def _to(found: Kind, anchor: str = "", **query: str) -> HttpResponseRedirect:
    address = reverse("guidance:kind", args=[found.pk])
    if query:
        address += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address, status=303)
