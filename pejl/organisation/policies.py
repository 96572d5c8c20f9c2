"""When the organisation can be changed, whoever asks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Dated


def require_present(person: Person) -> None:
    """Raise Invalid for somebody who has left: a place is given to those who are here."""
    if person.left_on is not None:
        raise Invalid(_("%(name)s no longer works here.") % {"name": person.name}, field="person")


def require_colleague(person: Person) -> None:
    """Raise Invalid for a guest: guests take part, colleagues decide."""
    require_present(person)
    if person.is_guest:
        raise Invalid(_("%(name)s is a guest, and guests decide nothing.") % {"name": person.name}, field="person")


def require_holds(row: Dated, day: date) -> None:
    """Raise Refusal for a unit or a group that does not exist on the day."""
    if row.since_on > day or (row.until_on is not None and row.until_on < day):
        raise Refusal(_("%(name)s does not exist on that day.") % {"name": row}, field="since_on")
