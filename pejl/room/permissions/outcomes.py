"""Who may put whom down for what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads
from pejl.room.models import ProductDuty


def may_name(person: Person, other: Person | None, meeting: Meeting) -> bool:
    """Whether the person may put somebody down for something: oneself always, others if one leads."""
    return other is None or other == person or leads(person, meeting)


def require_may_name(person: Person, other: Person | None, meeting: Meeting) -> None:
    """Refuse to let colleagues hand things to each other behind the leaders' backs."""
    if not may_name(person, other, meeting):
        raise NotAllowed(_("You can take this on yourself. Ask a meeting leader to put somebody else down."))


def require_may_link(person: Person, meeting: Meeting) -> None:
    """Refuse to say what a duty has led to, unless one leads or has taken on a product there oneself."""
    if not _makes_or_leads(person, meeting):
        raise NotAllowed(_("The meeting leaders, or whoever took it on, say which product it has become."))


def may_say_how_it_goes_on(person: Person, meeting: Meeting) -> bool:
    """Whether the person may write how it goes on: the leaders, and whoever has taken on a product there."""
    return _makes_or_leads(person, meeting)


def require_may_say_how_it_goes_on(person: Person, meeting: Meeting) -> None:
    """Refuse everybody else."""
    if not may_say_how_it_goes_on(person, meeting):
        raise NotAllowed(_("The meeting leaders, and whoever makes a product, write how it goes on. Ask one of them."))


def _makes_or_leads(person: Person, meeting: Meeting) -> bool:
    return leads(person, meeting) or ProductDuty.objects.filter(meeting=meeting, person=person).exists()
