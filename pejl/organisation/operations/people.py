"""People come, are called something else, and come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import Place
from pejl.organisation.operations import access, ground
from pejl.organisation.operations.memberships import begin_all


@transaction.atomic
def welcome(
    *, name: str, now: datetime, email: str = "", places: Sequence[Place] = (), by: Person | None = None
) -> Person:
    """A new colleague, where the person is to belong. Two people of one name are two people; an address is one's own.

    Nobody gets in by this: ``invite`` sends the way in.
    """
    ground.begin(by, now)
    name, email = policies.name_of(name), email.strip().lower()
    policies.require_free_address(email)
    person = tenancy.seat(name=name, email=email)
    audit.record("person.welcomed", person, by=by, now=now)
    begin_all(person, places, by=by, now=now)
    return person


@transaction.atomic
def rename(*, person: Person, name: str, now: datetime, by: Person | None = None) -> Person:
    """The person is called something else from now on, everywhere: texts refer to the person."""
    ground.begin(by, now)
    person = person.again()
    person.name = policies.name_of(name)
    person.save()
    audit.record("person.renamed", person, by=by, now=now)
    return person


@transaction.atomic
def come_back(*, person: Person, places: Sequence[Place], now: datetime, by: Person | None = None) -> Person:
    """Who had left works here again: the history stays and the way in opens. What was handed over stays handed over."""
    ground.begin(by, now)
    person = person.again()
    if person.left_on is None:
        raise Refusal(_("%(name)s works here already.") % {"name": person.name})
    person.left_on = None
    person.save(update_fields=["left_on"])
    access.give_back(person, now)
    audit.record("person.came_back", person, by=by, now=now)
    begin_all(person, places, by=by, now=now)
    return person
