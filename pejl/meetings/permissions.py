"""Who may plan, lead and take part in a meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ItemPart, Meeting
from pejl.meetings.names import Role


def require_begins(person: Person) -> None:
    """Refuse guests: they plan no meetings."""
    if person.is_guest:
        raise NotAllowed(_("Guests cannot plan meetings. Ask a colleague of the job centre."))


def leads(person: Person, meeting: Meeting) -> bool:
    """Whether the person is one of the meeting's leaders."""
    return any(role.person_id == person.pk and role.role == Role.LEADER for role in meeting.roles.all())


def require_leads(person: Person, meeting: Meeting) -> None:
    """Refuse everybody but the leaders."""
    if not leads(person, meeting):
        raise NotAllowed(_("Only the meeting leaders may do this. Ask one of them."))


def plans(person: Person, meeting: Meeting) -> bool:
    """Whether the person plans the meeting: its leaders, and whoever began it."""
    return meeting.created_by_id == person.pk or leads(person, meeting)


def require_plans(person: Person, meeting: Meeting) -> None:
    """Refuse everybody but those who plan the meeting."""
    if not plans(person, meeting):
        raise NotAllowed(_("Only those who plan this meeting may change it. Ask one of the meeting leaders."))


def is_invited(person: Person, meeting: Meeting) -> bool:
    """Whether the person has been sent an invitation."""
    return any(one.person_id == person.pk and one.invited_at is not None for one in meeting.participants.all())


def require_invited(person: Person, meeting: Meeting) -> None:
    """Refuse whoever has no invitation to answer."""
    if not is_invited(person, meeting):
        raise NotAllowed(_("You are not invited to this meeting. Ask a meeting leader if you would like to come."))


def takes_part(person: Person, meeting: Meeting) -> bool:
    """Whether the person leads, is invited or has a part in an item."""
    if leads(person, meeting) or any(one.person_id == person.pk for one in meeting.participants.all()):
        return True
    return ItemPart.objects.filter(item__meeting=meeting, person=person).exists()


def require_takes_part(person: Person, meeting: Meeting) -> None:
    """Refuse whoever is not part of the meeting."""
    if not takes_part(person, meeting):
        raise NotAllowed(_("This is for those who take part in the meeting. Ask a meeting leader to invite you."))


def keeps_templates(person: Person) -> bool:
    """Whether the person may add agendas for others to start from: every colleague, no guest."""
    return not person.is_guest


def require_keeps_templates(person: Person) -> None:
    """Refuse guests."""
    if not keeps_templates(person):
        raise NotAllowed(_("Guests cannot add agenda templates."))
