"""What colleagues say of a product they used, and what the responsible answers."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import moments
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Feedback, FeedbackAnswer, Product, Version
from pejl.guidance.names import FeedbackKind, FeedbackOutcome
from pejl.themes import operations as themes
from pejl.themes.models import Theme
from pejl.themes.names import Kind as ThemeKind


@transaction.atomic
def give_feedback(
    *,
    version: Version,
    kind: str,
    text: str,
    lineage: UUID | None = None,
    is_shared: bool = False,
    by: Person,
    now: datetime,
) -> Feedback:
    """Ask, correct, say that it did not fit, or tell what it changed: to whoever answers for the product.

    Whoever reads a released version may. ``lineage`` is the block it is about; only a story can be shared with all
    readers. Raises NotAllowed, Invalid, and Refusal for a draft.
    """
    if not Version.objects.visible_to(by).filter(pk=version.pk).exists():
        raise NotAllowed(_("Only those who may read this text write about it."))
    if not version.is_released:
        raise Refusal(_("This is a draft. Talk to one of its authors."))
    if kind not in FeedbackKind.values:
        raise Invalid(_("Choose what you want to say."), field="kind")
    if is_shared and kind != FeedbackKind.STORY:
        raise Invalid(_("Only a story of what it changed can be read by everybody."), field="is_shared")
    if lineage is not None and not queries.standing_in(version).filter(lineage=lineage).exists():
        raise Invalid(_("There is no such part in this text."), field="lineage")
    said = Feedback.objects.create(
        version=version, kind=kind, text=_words(text), lineage=lineage, is_shared=is_shared, by=by, at=now
    )
    audit.record("feedback.given", said, by=by, now=now)
    _tell_of_new(said, now=now)
    return said


@transaction.atomic
def answer_feedback(
    *,
    feedback: Feedback,
    text: str,
    outcome: str,
    theme_title: str = "",
    theme_need: str = "",
    by: Person,
    now: datetime,
) -> FeedbackAnswer:
    """Answer once, and say what comes of it; the sender hears.

    A new theme is proposed by who answers, in the words ``theme_title`` and ``theme_need`` that everybody will read;
    it says who asked. Raises NotAllowed, Invalid, and Refusal where somebody has answered already.
    """
    product = Product.objects.select_for_update().get(pk=feedback.version.product_id)
    permissions.require_hears_feedback(by, product)
    if outcome not in FeedbackOutcome.values:
        raise Invalid(_("Say what came of it."), field="outcome")
    if FeedbackAnswer.objects.filter(feedback=feedback).exists():
        raise Refusal(_("Somebody has answered this already."))
    words, theme = _words(text), None
    if outcome == FeedbackOutcome.NEW_THEME:
        theme = _proposed(feedback, theme_title, theme_need, by=by, now=now)
    answer = FeedbackAnswer.objects.create(feedback=feedback, text=words, outcome=outcome, theme=theme, by=by, at=now)
    audit.record("feedback.answered", feedback, by=by, now=now)
    _tell_of_answer(answer, now=now)
    return answer


def _proposed(feedback: Feedback, title: str, need: str, *, by: Person, now: datetime) -> Theme:
    """What was written to the responsible alone is not laid open: whoever answers says it in words for all."""
    asked = _("%(name)s asked, after using “%(title)s”.")
    return themes.propose(
        title=title,
        need=need,
        why_now=asked % {"name": feedback.by.name, "title": feedback.version.title},
        area=None,
        kind=ThemeKind.OTHER,
        by=by,
        now=now,
    )


def _tell_of_new(said: Feedback, *, now: datetime) -> None:
    """One message a day for each product, however many write; who wrote it oneself is not told."""
    product = said.version.product
    path, midnight = _page(product), moments.local(moments.day_of(now), time())
    for person in queries.who_hears_of(product):
        today = Notice.objects.visible_to(person).filter(path=path, created_at__gte=midnight)
        if person == said.by or today.exists():
            continue
        with notices.in_language_of(person):
            subject = _("Colleagues write about “%(title)s”") % {"title": product.title}
            text = _("Read it, and answer when you have the time. You hear of it once a day at most.")
            notices.tell(person=person, subject=subject, text=text, path=path, now=now)


def _tell_of_answer(answer: FeedbackAnswer, *, now: datetime) -> None:
    sender, product = answer.feedback.by, answer.feedback.version.product
    if sender == answer.by or sender.left_on is not None:
        return
    with notices.in_language_of(sender):
        subject = _("%(name)s has answered you about “%(title)s”")
        notices.tell(
            person=sender,
            subject=subject % {"name": answer.by.name, "title": product.title},
            text=f"{answer.get_outcome_display()}.\n\n{answer.text}",
            path=f"{_page(product)}#feedback-{answer.feedback_id}",
            now=now,
        )


def _page(product: Product) -> str:
    return reverse("guidance:feedback_of", args=[product.pk])


def _words(text: str) -> str:
    if not text.strip():
        raise Invalid(_("Write a few words."), field="text")
    return text.strip()
