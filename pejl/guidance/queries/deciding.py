"""What is asked about approvals, and about what somebody leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from pejl.foundation.audit.models import Event
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance import permissions
from pejl.guidance.models import ApprovalRequest, ApprovalRequestQuerySet, Author, Product, Responsibility, Version
from pejl.guidance.names import UNRELEASED, State, Verdict
from pejl.organisation.names import Duty, Handing


def as_they_hold(versions: Sequence[Version], today: date) -> Sequence[Version]:
    """The versions of a product as they hold this day, also while a day has come that its job has not seen yet.

    Only the rows at hand are changed: nothing is saved.
    """
    scheduled = (one for one in versions if one.state == State.SCHEDULED)
    due = next((one for one in scheduled if (one.valid_from or today) <= today), None)
    if due is not None:
        for one in versions:
            one.state = State.REPLACED if one.state == State.PUBLISHED else one.state
        due.state = State.PUBLISHED
    return versions


def pending_requests(version: Version) -> list[ApprovalRequest]:
    """The requests that a version waits on, by name, with the people in them; none for a draft."""
    waiting = ApprovalRequest.objects.pending().filter(version=version)
    found = list(waiting.select_related("approver__account", "asked_by").order_by("approver__name_sort", "id"))
    for request in found:
        request.version = version
    return found


def round_of(version: Version) -> list[ApprovalRequest]:
    """The newest round of a version by name, with each decision that was made in it; empty before the first."""
    asked = ApprovalRequest.objects.filter(version=version).select_related("approver", "asked_by", "approval")
    found = list(asked.order_by("-number", "approver__name_sort", "id"))
    return [one for one in found if one.number == found[0].number]


def latest_return(version: Version) -> ApprovalRequest | None:
    """The newest request by which a version was sent back, with the decision, which the draft shows; or None."""
    returned = ApprovalRequest.objects.filter(version=version, approval__verdict=Verdict.RETURNED)
    return returned.select_related("approval", "approver").order_by("-number").first()


def approvals_for(person: Person) -> ApprovalRequestQuerySet:
    """What this person is asked to approve and has not answered, oldest first."""
    waiting: ApprovalRequestQuerySet = ApprovalRequest.objects.pending().filter(approver=person)
    return waiting.select_related("version", "asked_by").order_by("at", "id")


def responsibilities_left_by(person: Person) -> QuerySet[Responsibility]:
    """What the person answers for or stands in for, by title."""
    rows: QuerySet[Responsibility] = Responsibility.objects.of(person).select_related("product", "person", "deputy")
    return rows.order_by("product__title_sort", "id")


def to_confirm(person: Person) -> QuerySet[Responsibility]:
    """What the person is named to answer for, and has said neither yes nor no to."""
    named: QuerySet[Responsibility] = Responsibility.objects.filter(person=person, until_on=None, confirmed_at=None)
    return named.order_by("product__title_sort", "id")


def who_named(product: Product) -> Person | None:
    """Who last said who answers for a product, if still a colleague here; else the first of its authors who is."""
    said = Event.objects.filter(event="product.responsible_named", subject_id=product.pk).order_by("-at")
    by_id = said.values_list("by_id", flat=True).first()
    present: PersonQuerySet = Person.objects.present().filter(is_guest=False)
    writing = Author.objects.present().filter(product=product).values("person")
    found: Person | None = present.filter(pk=by_id).first() or present.filter(pk__in=writing).by_name().first()
    return found


def requests_left_by(person: Person) -> QuerySet[ApprovalRequest]:
    """What waits for the person's approval, by title."""
    rows: QuerySet[ApprovalRequest] = ApprovalRequest.objects.pending().filter(approver=person)
    return rows.select_related("version__product__kind", "asked_by").order_by("version__title", "id")


def writing_left_by(person: Person) -> QuerySet[Product]:
    """What is in the making and has nobody else writing it, by title."""
    being_made = Version.objects.filter(state__in=UNRELEASED).values("product")
    others = Author.objects.present().exclude(person=person).filter(person__left_on=None).values("product")
    own = Author.objects.present().filter(person=person).values("product")
    rows: QuerySet[Product] = Product.objects.filter(pk__in=own).filter(pk__in=being_made).exclude(pk__in=others)
    return rows.order_by("title_sort", "id")


def answers_after(left: Responsibility, of: Person, to: Person | None) -> Person | None:
    """Who answers for a product when somebody leaves: its own deputy first, else the successor."""
    if left.person_id != of.pk:
        return left.person
    deputy = left.deputy
    return deputy if deputy is not None and deputy.left_on is None else to


def approves_after(request: ApprovalRequest, to: Person | None, today: date) -> Person | None:
    """The successor, if that one may approve this text and is not asked already; else nobody."""
    if to is None or request.version.requests.filter(number=request.number, approver=to).exists():
        return None
    found: Person | None = permissions.approvers_for(request.version, today).filter(pk=to.pk).first()
    return found


def writes_after(product: Product, to: Person | None) -> Person | None:
    """The successor, unless that one is asked to approve the text; else nobody."""
    if to is None or ApprovalRequest.objects.pending().filter(version__product=product, approver=to).exists():
        return None
    return to


def to_hand_over(of: Person, *, to: Person | None, today: date) -> list[Handing]:
    """What goes to whom when the person leaves: what one answers for, is asked to approve, and writes alone."""
    handings = []
    for left in responsibilities_left_by(of):
        after = answers_after(left, of, to)
        if left.person_id == of.pk and after is not None:
            handings.append(Handing(Duty.RESPONSIBILITY, pointers.to(left.product, title=left.product.title), after))
    handings += [one for request in requests_left_by(of) if (one := _approval_handed(request, to, today))]
    for product in writing_left_by(of):
        after = writes_after(product, to)
        if after is not None:
            handings.append(Handing(Duty.PRODUCT, pointers.to(product, title=product.title), after))
    return handings


def _approval_handed(request: ApprovalRequest, to: Person | None, today: date) -> Handing | None:
    thing, after = (
        pointers.to(request.version.product, title=request.version.title),
        approves_after(request, to, today),
    )
    if after is not None:
        return Handing(Duty.APPROVAL, thing, after)
    if request.asked_by.left_on is None:
        return Handing(Duty.APPROVER_WANTED, thing, request.asked_by)
    return None
