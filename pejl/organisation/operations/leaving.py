"""Leaving: what ends at once, and who goes on with what lies open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies, queries
from pejl.organisation.models import Assignment, DatedQuerySet, GroupMembership, Handover, Membership
from pejl.organisation.names import Duty, Handing
from pejl.organisation.operations import access, ground


@transaction.atomic
def leave(*, person: Person, now: datetime, on: date | None = None, by: Person | None = None) -> None:
    """The person stops working here, today or on a day before: gets in no more and decides nothing from now on.

    Memberships, seats and what the person was for others end that day and stay as history. "person.left" lets the
    modules above hand over what lies open to ``to``, the successor (``queries.successor_of``), None where there is
    nobody. Leaving twice is leaving once. Raises Refusal for the last one who looks after Pejl.
    """
    today = ground.begin(by, now)
    person, on = person.again(), on or today
    if person.left_on is not None:
        return
    policies.require_sensible(on, today, field="on")
    policies.require_not_ahead(on, today)
    policies.require_an_administrator_beside(person, on)
    successor = queries.successor_of(person, today)
    person.left_on = on
    person.save(update_fields=["left_on"])
    for rows in _all_of(person):
        rows.filter(since_on__gt=on).delete()
        rows.on(on).update(until_on=on)
    access.end(person, now)
    audit.record("person.left", person, by=by, now=now, to=successor)


def note_handovers(*, of: Person, handings: Iterable[Handing], now: datetime) -> None:
    """Write down what went to whom. Called by the modules that hand over, in the same transaction."""
    rows = []
    for handing in handings:
        row = Handover(of=of, to=handing.to, duty=handing.duty, at=now)
        row.thing = handing.thing
        rows.append(row)
    Handover.objects.bulk_create(rows)


def tell_successors(of: Person, *, by: Person | None, now: datetime, to: Person | None) -> None:
    """Reaction to "person.left", after all have handed over: one notice to each who has taken something over."""
    received: dict[Person, list[Handover]] = {}
    rows = Handover.objects.filter(of=of, at=now).select_related("to", "to__account")
    for row in rows.order_by("duty", "thing_title", "id"):
        received.setdefault(row.to, []).append(row)
    for person, taken in received.items():
        with notices.in_language_of(person):
            notices.tell(
                person=person,
                subject=_("You take over from %(name)s") % {"name": of.name},
                text=_in_words(of, taken),
                path=reverse("organisation:person", args=[person.pk]),
                now=now,
            )


def _all_of(person: Person) -> Iterator[DatedQuerySet]:
    yield Membership.objects.filter(person=person)
    yield GroupMembership.objects.filter(person=person)
    yield Assignment.objects.filter(person=person)
    yield Assignment.objects.filter(for_person=person)


def _in_words(of: Person, taken: Iterable[Handover]) -> str:
    first = _("%(name)s no longer works here. From now on this is yours:") % {"name": of.name}
    return "\n".join([first, "", *(f"- {Duty(row.duty).label}: {row.thing_title}" for row in taken)])
