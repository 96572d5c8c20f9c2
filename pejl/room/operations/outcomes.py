"""What the meeting agrees on: who makes the product, what stays unclear, decisions, agreements and own learning."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.agreements import operations as agreements
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.permissions import require_leads, require_takes_part
from pejl.room import permissions, policies
from pejl.room.models import InMeeting, JointDecision, ProductDuty, UnclearPoint


@transaction.atomic
def take_on_product(*, meeting: Meeting, person: Person, what: str, by: Person, now: datetime) -> ProductDuty:
    """Put somebody down to make a product after the meeting: oneself, or a colleague if one leads.

    The same person and product twice are one duty. A colleague who is put down is told.
    """
    meeting = _writable(meeting, by)
    permissions.require_may_name(by, person, meeting)
    policies.require_in_the_meeting(person, meeting, field="person")
    tidy.require_words(what, field="what")
    what = what.strip()
    duty, is_new = ProductDuty.objects.get_or_create(
        meeting=meeting, person=person, what=what, defaults={"taken_at": now}
    )
    if is_new:
        _tell("product_duty.taken", duty, by=by, now=now)
        if person != by:
            with notices.in_language_of(person):
                _notify(person, meeting, _("You make a product: %(what)s"), what, now)
    return duty


@transaction.atomic
def drop_product_duty(*, duty: ProductDuty, by: Person, now: datetime) -> None:
    """Take somebody off again, as long as the product is not begun."""
    meeting = _writable(duty.meeting, by)
    permissions.require_may_name(by, duty.person, meeting)
    policies.require_not_begun(duty)
    _tell("product_duty.dropped", duty, by=by, now=now)
    duty.delete()


@transaction.atomic
def link_product(*, duty: ProductDuty, product: Product, by: Person, now: datetime) -> ProductDuty:
    """Say which product a duty has led to; it may begin long after the meeting is closed. A duty has one product."""
    permissions.require_may_link(by, duty.meeting)
    policies.require_not_begun(duty, product)
    duty.product = product
    duty.save(update_fields=["product"])
    _tell("product_duty.begun", duty, by=by, now=now)
    return duty


@transaction.atomic
def note_unclear_point(
    *,
    meeting: Meeting,
    text: str,
    caretaker: Person | None,
    by: Person,
    now: datetime,
    item: AgendaItem | None = None,
) -> UnclearPoint:
    """Write down something that is still unclear, and who takes care of it if somebody does.

    With an ``item`` it is parked there: asked in a round, or while somebody presents. What is not answered there goes
    on to the end of the meeting by itself.
    """
    meeting = _writable(meeting, by)
    _require_caretaker(meeting, caretaker, by)
    policies.require_of_meeting(item, meeting)
    tidy.require_words(text, field="text")
    point: UnclearPoint = UnclearPoint.objects.create(
        meeting=meeting, text=text, item=item, caretaker=caretaker, written_at=now
    )
    _tell("unclear_point.noted", point, by=by, now=now)
    _tell_caretaker(point, by, now)
    return point


@transaction.atomic
def take_care_of(*, point: UnclearPoint, caretaker: Person, by: Person, now: datetime) -> UnclearPoint:
    """Say who takes care of an unclear point: oneself, or a colleague if one leads."""
    meeting = _writable(point.meeting, by)
    _require_caretaker(meeting, caretaker, by)
    point.caretaker = caretaker
    point.save(update_fields=["caretaker"])
    _tell("unclear_point.taken", point, by=by, now=now)
    _tell_caretaker(point, by, now)
    return point


@transaction.atomic
def settle_unclear_point(*, point: UnclearPoint, by: Person, now: datetime) -> UnclearPoint:
    """It is clear now: said by who took care of it, who presented what it was asked about, or a leader; also long
    after the meeting.
    """
    permissions.require_may_settle(by, point)
    if point.answered_at is None:
        point.answered_at = now
        point.save(update_fields=["answered_at"])
        _tell("unclear_point.settled", point, by=by, now=now)
    return point


@transaction.atomic
def remove_unclear_point(*, point: UnclearPoint, by: Person, now: datetime) -> None:
    """Take away what was not unclear after all: the leaders."""
    require_leads(by, _writable(point.meeting, by))
    _tell("unclear_point.removed", point, by=by, now=now)
    point.delete()


@transaction.atomic
def decide_together(*, meeting: Meeting, text: str, by: Person, now: datetime) -> JointDecision:
    """Write down what the meeting has decided; it stands, and a later decision stands beside it."""
    meeting = _writable(meeting, by)
    require_leads(by, meeting)
    tidy.require_words(text, field="text")
    decision: JointDecision = JointDecision.objects.create(meeting=meeting, text=text, by=by, at=now)
    _tell("joint_decision.made", decision, by=by, now=now)
    return decision


@transaction.atomic
def agree(*, meeting: Meeting, what: str, owner: Person, due_on: date | None, by: Person, now: datetime) -> Agreement:
    """Write down what one person does, by a day if there is one: oneself, or a colleague if one leads."""
    meeting = _writable(meeting, by)
    permissions.require_may_name(by, owner, meeting)
    policies.require_in_the_meeting(owner, meeting, field="owner")
    source = pointers.to(meeting, title=meeting.title)
    agreement = agreements.agree(what=what, owner=owner, due_on=due_on, source=source, by=by, now=now)
    live.append(topic_of(meeting), "agreement.made", now=now, agreement=agreement.pk)
    return agreement


@transaction.atomic
def take_along(
    *,
    meeting: Meeting,
    takes_along: str,
    will_introduce: str,
    is_shared: bool,
    expected_version: int | None,
    by: Person,
    now: datetime,
) -> LearningGoal:
    """Write down what one takes along and will introduce; nobody else sees it unless it is shared.

    No live fact: that somebody writes is nobody's business.
    """
    meeting = _writable(meeting, by)
    return agreements.take_along(
        takes_along=takes_along,
        will_introduce=will_introduce,
        is_shared=is_shared,
        source=pointers.to(meeting, title=meeting.title),
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _writable(meeting: Meeting, by: Person) -> Meeting:
    """The meeting as it is now, after asking that it is open and that the person takes part."""
    meeting = meeting.again()
    require_takes_part(by, meeting)
    policies.require_open(meeting)
    return meeting


def _require_caretaker(meeting: Meeting, caretaker: Person | None, by: Person) -> None:
    permissions.require_may_name(by, caretaker, meeting)
    policies.require_in_the_meeting(caretaker, meeting, field="caretaker")


def _tell(event: str, row: InMeeting, *, by: Person, now: datetime) -> None:
    audit.record(event, row, by=by, now=now)
    live.append(topic_of(row.meeting), event, now=now, id=row.pk)


def _tell_caretaker(point: UnclearPoint, by: Person, now: datetime) -> None:
    if point.caretaker is not None and point.caretaker != by:
        with notices.in_language_of(point.caretaker):
            _notify(point.caretaker, point.meeting, _("You take care of something unclear: %(what)s"), point.text, now)


def _notify(person: Person, meeting: Meeting, subject: str, what: str, now: datetime) -> None:
    text = _("It was agreed at the meeting “%(meeting)s”.") % {"meeting": meeting.title}
    path = reverse("room:summary", args=[meeting.pk])
    notices.tell(person=person, subject=subject % {"what": what}, text=text, path=path, now=now)
