"""What is asked of agreements."""

from __future__ import annotations

from uuid import UUID

from pejl.agreements.models import Agreement, AgreementQuerySet, AgreementStep, AgreementStepQuerySet
from pejl.agreements.names import Shown, Sorting, Whose
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.organisation.names import Duty, Handing


def open_for(person: Person) -> AgreementQuerySet:
    """What the person has taken on and not done, soonest first."""
    found: AgreementQuerySet = Agreement.objects.visible_to(person).filter(owner=person).open().by_due_day()
    return found


def to_hand_over(of: Person, *, to: Person | None) -> list[Handing]:
    """What the successor takes over when the person leaves."""
    if to is None:
        return []
    return [Handing(Duty.AGREEMENT, pointers.to(one, title=one.what), to) for one in open_for(of)]


def closed_for(person: Person) -> AgreementQuerySet:
    """What the person took on and has done or dropped, latest first."""
    mine = Agreement.objects.visible_to(person).filter(owner=person)
    found: AgreementQuerySet = mine.exclude(state=Agreement.State.OPEN).order_by("-closed_at", "id")
    return found


def of_source(source_id: UUID) -> AgreementQuerySet:
    """What was agreed in one place, such as a meeting, with its owners, in the order it was written down.

    Ask for a source only after asking whether the reader may see it.
    """
    found: AgreementQuerySet = (
        Agreement.objects.filter(source_id=source_id).select_related("owner").order_by("created_at", "id")
    )
    return found


def offered_to(person: Person) -> AgreementQuerySet:
    """What the person is asked to take over, soonest first, with its owners."""
    found: AgreementQuerySet = Agreement.objects.filter(offered_to=person).open().select_related("owner").by_due_day()
    return found


def listed(
    person: Person, *, whose: str = Whose.MINE, shown: str = Shown.OPEN, sorting: str = Sorting.DUE
) -> AgreementQuerySet:
    """The person's own agreements, or those they wrote down for others, narrowed and in order."""
    seen = Agreement.objects.visible_to(person).select_related("owner")
    found = seen.filter(owner=person)
    if whose == Whose.WRITTEN:
        found = seen.filter(created_by=person).exclude(owner=person)
    if shown != Shown.ALL:
        found = found.filter(state=shown)
    return _sorted(found, sorting)


def _sorted(found: AgreementQuerySet, sorting: str) -> AgreementQuerySet:
    if sorting == Sorting.NEWEST:
        return found.order_by("-created_at", "id")
    if sorting == Sorting.PLACE:
        return found.order_by("source_title", "-created_at", "id")
    return found.by_due_day()


def concerning(person: Person) -> AgreementQuerySet:
    """What has a page of its own for the person: what they took on, wrote down, or are asked to take over."""
    found: AgreementQuerySet = Agreement.objects.visible_to(person).concerning(person)
    return found.select_related("owner", "created_by", "offered_to", "came_from__owner")


def steps_of(agreement: Agreement) -> AgreementStepQuerySet:
    """What became of it, oldest first. Ask only of an agreement that concerns the reader."""
    found: AgreementStepQuerySet = AgreementStep.objects.filter(agreement=agreement)
    return found.select_related("by", "to").order_by("at", "id")
