"""Laying a draft before colleagues, reading it with what they say, and answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.forms import GuardedForm
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AnswerComment, Extend, OpenHearing, SayComment
from pejl.guidance.models import Comment, CommentAnswer, Hearing, Version
from pejl.guidance.names import State
from pejl.guidance.pages.finding import draft_of, kept_at, number_of
from pejl.guidance.pages.words import WORDS
from pejl.organisation import queries as organisation


@require_http_methods(["GET", "HEAD", "POST"])
def open_hearing(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Choose who shall read the draft, and until when."""
    draft, today = draft_of(request, product_id), clock.today()
    permissions.require_author(request.person, draft.product)
    if draft.state == State.HEARING:
        return redirect("guidance:hearing", product_id)
    authors = queries.people_of(draft.product).authors
    place = f"guidance:open_hearing:{draft.pk}"
    form = OpenHearing(
        request.POST if request.method == "POST" else None,
        colleagues=[one for one in organisation.colleagues() if one not in authors],
        units=organisation.units(today),
        naming=organisation.naming(today),
        initial=kept_at(request, place),
    )
    if request.method == "POST" and form.is_valid():
        do = lambda: operations.open_hearing(version=draft, by=request.person, now=clock.now(), **form.cleaned_data)  # noqa: E731
        if _done(form, do):
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("Your colleagues are asked. The text is not changed meanwhile."))
            return redirect("guidance:hearing", product_id)
    context = {"draft": draft, "form": form, "place": place}
    return render(request, "guidance/open_hearing.html", context, status=422 if form.errors else 200)


@require_safe
def hearing(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """The text as it is heard about, with what was said and answered beside what it is about."""
    return _page(request, _heard(request, product_id), _opened(request))


@require_POST
def comment(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Say something of a part, or of all of it."""
    hearings = _heard(request, product_id)
    form, newest, by, now = SayComment(request.POST), hearings[0], request.person, clock.now()
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "lineage")}
        say = lambda: operations.comment(hearing=newest, by=by, now=now, **given)  # noqa: E731
        place = _place_of(newest, given["lineage"])
        if _done(form, lambda: drafts.once(say, client_id=_client_id(request), by=by, now=now, place=place)):
            return _back(product_id, f"on-{given['lineage']}" if given["lineage"] else "whole")
    return _page(request, hearings, ("on", request.POST.get("lineage", ""), form))


@require_POST
def change_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Say it otherwise, or take it back."""
    said, by, now = _comment_of(request, comment_id), request.person, clock.now()
    form = SayComment(request.POST)
    if "withdraw" in request.POST:
        done = _done(form, lambda: operations.withdraw_comment(comment=said, by=by, now=now), is_bare=True)
    else:
        done = form.is_valid() and _done(
            form,
            lambda: operations.change_comment(
                comment=said,
                text=form.cleaned_data["text"],
                expected_edit=form.cleaned_data["edit"] or 0,
                by=by,
                now=now,
            ),
        )
    if done:
        return _back(said.hearing.version.product_id, f"on-{said.lineage}" if said.lineage else "whole")
    return _page(request, _heard(request, said.hearing.version.product_id), ("change", str(said.pk), form))


@require_POST
def answer_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Say what comes of a comment, and why."""
    said, form = _comment_of(request, comment_id), AnswerComment(request.POST)
    product_id = said.hearing.version.product_id
    permissions.require_author(request.person, said.hearing.version.product)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "is_followed")}
        edit, now = form.cleaned_data["edit"], clock.now()
        answer = lambda: operations.answer_comment(  # noqa: E731
            comment=said, expected_edit=edit, by=request.person, now=now, **given
        )
        if _done(form, answer):
            drafts.drop(place=f"guidance:answer:{said.pk}", by=request.person)
            return _back(product_id, f"comment-{said.pk}")
    return _page(request, _heard(request, product_id), ("answer", str(said.pk), form))


@require_POST
def close_hearing(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """End it before its last day."""
    newest = _heard(request, product_id)[0]
    operations.close_hearing(hearing=newest, by=request.person, now=clock.now())
    messages.success(request, _("The hearing has ended. Answer each comment, and change the text where it should be."))
    return _back(product_id, "")


@require_POST
def extend_hearing(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Give it another last day, or open it again."""
    hearings = _heard(request, product_id)
    form, now = Extend(request.POST), clock.now()
    extend = lambda: operations.extend_hearing(hearing=hearings[0], by=request.person, now=now, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and _done(form, extend):
        return _back(product_id, "")
    permissions.require_author(request.person, hearings[0].version.product)
    return _page(request, hearings, ("extend", "", form))


Opened = tuple[str, str, GuardedForm | None]
"""The one open form: what it does, of what, and as it was sent where it was refused."""


def _heard(request: HttpRequest, product_id: UUID) -> list[Hearing]:
    """The hearings of a version, newest first: of the one that is asked for, else of the latest that was heard about.

    404 where there is none that this person may see, 403 for who was not asked and does not write it.
    """
    seen = Version.objects.visible_to(request.person).filter(product=product_id).exclude(hearings=None)
    number = number_of(request)
    chosen = seen.filter(number=number) if number else seen
    version = chosen.select_related("product__kind").newest().first()
    if version is None:
        raise Http404
    found = queries.hearings_of(version)
    if not any(permissions.may_read_hearing(request.person, one) for one in found):
        permissions.require_may_read_hearing(request.person, found[0])
    return found


def _comment_of(request: HttpRequest, comment_id: UUID) -> Comment:
    seen = Version.objects.visible_to(request.person).values("pk")
    found = Comment.objects.filter(hearing__version__in=seen).select_related("hearing__version__product__kind")
    said: Comment = get_object_or_404(found, pk=comment_id)
    permissions.require_may_read_hearing(request.person, said.hearing)
    return said


def _opened(request: HttpRequest) -> Opened:
    name = next((name for name in ("on", "change", "answer") if name in request.GET), "")
    return name, request.GET.get(name, "") if name else "", None


def _page(request: HttpRequest, hearings: list[Hearing], opened: Opened) -> HttpResponse:
    newest, today, person = hearings[0], clock.today(), request.person
    version = newest.version
    is_author = permissions.may_write(person, version.product)
    said = queries.comments_in(hearings)
    reading = queries.reading_of(version)
    known = {block.lineage for block in reading.blocks}
    context: dict[str, Any] = WORDS | {
        "reading": reading,
        "version": version,
        "hearing": newest,
        "hearings": hearings,
        "of": {lineage: [one for one in said if one.lineage == lineage] for lineage in known},
        "of_all": [one for one in said if one.lineage not in known],
        "answer_of": _answer_of,
        "unanswered": sum(_answer_of(one) is None for one in said),
        "said": said,
        "is_author": is_author,
        # What was written a moment too late is shown again, with the reason.
        "may_comment": permissions.is_party(person, newest) and (newest.takes_comments(today) or opened[2] is not None),
        "may_answer": is_author and version.is_in_the_making,
        "extend": opened[2] if opened[0] == "extend" else Extend(initial={"closes_on": newest.closes_on}),
        "opened": opened[:2],
        "form": _form(request, newest, said, opened),
        "place": _place(newest, opened),
        "today": today,
    }
    has_errors = opened[2] is not None and bool(opened[2].errors)
    return render(request, "guidance/hearing.html", context, status=422 if has_errors else 200)


def _form(request: HttpRequest, newest: Hearing, said: list[Comment], opened: Opened) -> GuardedForm | None:
    """The open form: as it was sent, or with what is written already."""
    name, what, sent = opened
    if sent is not None or name in ("", "extend"):
        return sent if name != "extend" else None
    if name == "on":
        return SayComment(initial=kept_at(request, _place(newest, opened)) | {"lineage": what})
    one = next((one for one in said if str(one.pk) == what), None)
    if one is None:
        raise Http404
    if name == "change":
        return SayComment(initial={"text": one.text, "edit": one.edit})
    return AnswerComment(initial=_answered(_answer_of(one)) | kept_at(request, _place(newest, opened)))


def _answer_of(comment: Comment) -> CommentAnswer | None:
    return getattr(comment, "answer", None)


def _answered(answer: CommentAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {"text": answer.text, "is_followed": "yes" if answer.is_followed else "no", "edit": answer.edit}


def _place(newest: Hearing, opened: Opened) -> str:
    """Where what is half written is kept; one's own saved comment needs no such place."""
    name, what, _sent = opened
    if name == "answer":
        return f"guidance:answer:{what}"
    return _place_of(newest, what) if name == "on" else ""


def _place_of(newest: Hearing, lineage: object) -> str:
    return f"guidance:comment:{lineage or newest.pk}"


def _done(form: GuardedForm, do: Callable[[], object], *, is_bare: bool = False) -> bool:
    """Do it; a refusal goes into the form. ``is_bare``: nothing was typed, so only the refusal is shown."""
    if is_bare:
        form.errors.clear()
    with form.refusing():
        do()
        return True
    return False


def _client_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _back(product_id: UUID, anchor: str) -> HttpResponse:
    address = reverse("guidance:hearing", args=[product_id])
    return redirect(f"{address}#{anchor}" if anchor else address)
