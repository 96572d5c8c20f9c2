"""Guests: people from outside who take part for a while."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of, local
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import Guest
from pejl.organisation.operations import ground
from pejl.organisation.operations.leaving import leave

CLOSE_DOOR = "organisation.close_door"


@transaction.atomic
def welcome_guest(
    *,
    name: str,
    comes_from: str,
    by: Person,
    now: datetime,
    email: str = "",
    welcome_until: date | None = None,
) -> Person:
    """Somebody from outside, welcome until the end of a day or, without one, until the visit is ended."""
    today = ground.begin(by, now)
    return _welcome(name, comes_from, email, welcome_until, by, today, now)


@transaction.atomic
def welcome_to_a_meeting(*, name: str, comes_from: str, email: str, by: Person, now: datetime) -> Person:
    """Somebody from outside, whom a colleague invites to one occasion: without a way to sign in.

    Whether ``by`` may invite to it is asked by whoever calls, who knows what it is.
    """
    ground.queue()
    return _welcome(name, comes_from, email, None, by, day_of(now), now)


@transaction.atomic
def change_guest(*, person: Person, comes_from: str, welcome_until: date | None, by: Person, now: datetime) -> Person:
    """Where the guest comes from, and how long the door is open."""
    today = ground.begin(by, now)
    person = person.again()
    if not person.is_guest:
        raise Refusal(_("%(name)s is no guest.") % {"name": person.name})
    policies.require_present(person)
    guest = Guest.objects.filter(person=person).first() or Guest(person=person, invited_by=by)
    _say(guest, comes_from, welcome_until, today, now)
    audit.record("guest.changed", person, by=by, now=now)
    return person


def close_door(*, person_id: UUID, now: datetime) -> None:
    """End a visit whose last day is over. Runs as a job; a visit that was made longer in the meantime goes on."""
    guest = Guest.objects.select_related("person").filter(person=person_id, person__left_on=None).first()
    if guest is not None and guest.welcome_until is not None and guest.welcome_until < day_of(now):
        leave(person=guest.person, on=guest.welcome_until, now=now)


def _welcome(
    name: str, comes_from: str, email: str, welcome_until: date | None, by: Person, today: date, now: datetime
) -> Person:
    name, email = policies.name_of(name), email.strip().lower()
    policies.require_free_address(email)
    person = tenancy.seat(name=name, email=email, is_guest=True)
    guest = Guest(person=person, invited_by=by)
    _say(guest, comes_from, welcome_until, today, now)
    audit.record("guest.welcomed", person, by=by, now=now)
    return person


def _say(guest: Guest, comes_from: str, welcome_until: date | None, today: date, now: datetime) -> None:
    guest.comes_from = policies.name_of(comes_from, field="comes_from")
    if welcome_until is not None:
        policies.require_sensible(welcome_until, today, field="welcome_until")
        if welcome_until < today:
            raise Invalid(_("That day has passed. To end the visit, let the guest leave."), field="welcome_until")
        shut_at = local(welcome_until + timedelta(days=1), time.min)
        jobs.enqueue(CLOSE_DOOR, now=now, due_at=shut_at, person_id=guest.person_id)
    guest.welcome_until = welcome_until
    guest.save()
