"""Who may approve a version."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance.models import ApprovalRequest, Author, Kind, KindApprover, Version
from pejl.organisation import queries as organisation


def approvers_for(version: Version, today: date) -> PersonQuerySet:
    """Colleagues who may approve a version: those its kind names, else those whose function approves guidance.

    Never somebody who wrote on it.
    """
    writers = Author.objects.since(version.created_at).filter(product=version.product_id).values("person")
    found: PersonQuerySet = _named_for(version.product.kind, today).exclude(pk__in=writers)
    return found


def _named_for(kind: Kind, today: date) -> PersonQuerySet:
    named = list(KindApprover.objects.filter(kind=kind).values_list("function", "person"))
    if not named:
        return organisation.approvers(today)
    functions = [function for function, _person in named if function]
    holding = organisation.people_in(functions=functions, today=today).values("pk")
    found: PersonQuerySet = organisation.colleagues().filter(
        Q(pk__in=holding) | Q(pk__in=[person for _function, person in named if person])
    )
    return found


def may_decide(person: Person, request: ApprovalRequest, today: date) -> bool:
    """The colleague who was asked, as long as that one may approve, and never somebody who wrote the text."""
    return request.approver_id == person.pk and approvers_for(request.version, today).filter(pk=person.pk).exists()


def require_may_decide(person: Person, request: ApprovalRequest, today: date) -> None:
    """Raise NotAllowed unless the person was asked and may approve this text."""
    if not may_decide(person, request, today):
        raise NotAllowed(_("Only the colleague who was asked, and who has not written the text, can approve it."))
