"""What is asked about hearings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance.models import ApprovalRequest, Comment, Hearing, HearingParty, HearingQuerySet, Version
from pejl.guidance.names import Gap


def hearings_of(version: Version) -> list[Hearing]:
    """The hearings of a version, newest first, each with who was asked as ``parties_by_name``."""
    found = list(Hearing.objects.filter(version=version).select_related("opened_by").order_by("-opened_at"))
    asked = HearingParty.objects.filter(hearing__in=found).select_related("person", "unit")
    parties = list(asked.order_by("person__name_sort"))
    for hearing in found:
        hearing.version = version
        hearing.parties_by_name = [one for one in parties if one.hearing_id == hearing.pk]  # type: ignore[attr-defined]
    return found


def comments_in(hearings: Iterable[Hearing]) -> list[Comment]:
    """What was said in these hearings, in its order, each with its answer where there is one."""
    found = Comment.objects.filter(hearing__in=list(hearings)).select_related("by", "answer__by", "hearing")
    return list(found.order_by("at", "id"))


def hearings_for(person: Person, today: date) -> HearingQuerySet:
    """Where this person is asked to comment and has said nothing yet, the first to end first."""
    asked: HearingQuerySet = Hearing.objects.open().filter(parties__person=person, closes_on__gte=today)
    said = Comment.objects.filter(by=person).values("hearing")
    return asked.exclude(pk__in=said).order_by("closes_on", "id")


def silent_in(hearing: Hearing) -> PersonQuerySet:
    """Those who were asked and have said nothing yet, and are still here."""
    asked = HearingParty.objects.filter(hearing=hearing).values("person")
    said = Comment.objects.filter(hearing=hearing).values("by")
    present: PersonQuerySet = Person.objects.present()
    return present.filter(pk__in=asked).exclude(pk__in=said)


def commenters_to_tell(draft: Version) -> PersonQuerySet:
    """Those whose comments were answered since approval was last asked for."""
    asked_at = ApprovalRequest.objects.filter(version=draft).aggregate(last=Max("at"))["last"]
    answered = Comment.objects.filter(hearing__version=draft).exclude(answer=None)
    if asked_at is not None:
        answered = answered.filter(answer__at__gt=asked_at)
    present: PersonQuerySet = Person.objects.present()
    return present.filter(pk__in=answered.values("by")).select_related("account").by_name()


def hearing_gaps(version: Version) -> list[Gap]:
    """What a draft lacks of hearing before approval: an answer to each comment, and a hearing where its kind asks."""
    held = list(_heard(version))
    unanswered = sum(comments - answers for _closed_at, comments, answers in held)
    if unanswered:
        return [Gap(_("Answer what colleagues said in the hearing."), "hearing")]
    if version.product.kind.needs_hearing and not any(closed_at for closed_at, _comments, _answers in held):
        return [Gap(_("Lay it before colleagues in a hearing first."), "hearing", choice="open")]
    return []


@composed
def _heard(version: Version) -> QuerySet[Any]:
    heard = Hearing.objects.filter(version=version).annotate(
        said=Count("comments", distinct=True),
        answered=Count("comments__answer", filter=Q(comments__answer__isnull=False), distinct=True),
    )
    return heard.order_by("opened_at").values_list("closed_at", "said", "answered")


def open_hearings_left_by(person: Person) -> QuerySet[HearingParty]:
    """Where the person is asked to comment and has said nothing yet."""
    waiting = Hearing.objects.open().exclude(comments__by=person)
    rows: QuerySet[HearingParty] = HearingParty.objects.filter(person=person, hearing__in=waiting)
    return rows.select_related("hearing__version__product", "hearing__opened_by").order_by("hearing__closes_on", "id")
