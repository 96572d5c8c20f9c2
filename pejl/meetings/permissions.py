"""Who may plan, lead and take part in a meeting."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, AgendaItemQuerySet, Ask, ItemPart, Meeting, Preparation
from pejl.meetings.names import ItemRole, Role
from pejl.organisation.models import Assignment, Membership, Unit, WorkingGroup
from pejl.organisation.names import AssignmentKind
from pejl.organisation.permissions import looks_after, sits_in_a_group


def begins(person: Person) -> bool:
    """Whether the person may begin to plan a meeting that any colleague plans: everybody but guests."""
    return not person.is_guest


def require_begins(person: Person) -> None:
    """Refuse guests: they plan no meetings."""
    if not begins(person):
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


def may_note(person: Person, other: Person, meeting: Meeting) -> bool:
    """Whether the person may note that somebody has come or gone: oneself if one takes part, anybody if one leads."""
    return takes_part(person, meeting) if other == person else leads(person, meeting)


def require_may_note(person: Person, other: Person, meeting: Meeting) -> None:
    """Refuse to note for colleagues who is here: the leaders do that."""
    if other == person:
        require_takes_part(person, meeting)
    elif not leads(person, meeting):
        raise NotAllowed(_("Only the meeting leaders note who else is here. Tell one of them."))


def keeps_templates(person: Person, unit: Unit | None, today: date) -> bool:
    """Whether the person adds and changes agendas to start from: a unit's its people, the whole house's the members of
    a working group.
    """
    if person.is_guest:
        return False
    if unit is None:
        return WorkingGroup.objects.of(person, today).exists()
    return unit.pk in units_of(person, today)


def require_keeps_templates(person: Person, unit: Unit | None, today: date) -> None:
    """Refuse everybody else."""
    if keeps_templates(person, unit, today):
        return
    if unit is None:
        raise NotAllowed(_("Only the members of a working group change what the whole house starts from."))
    told = {"unit": unit.name}
    raise NotAllowed(_("Only those who belong to %(unit)s change the agendas that are theirs.") % told)


def is_of(person: Person, unit: Unit, today: date) -> bool:
    """Whether the person belongs to the unit or one in it, or leads it or one that it is part of."""
    if person.is_guest or person.left_on is not None:
        return False
    below, above = Unit.objects.with_those_below([unit.pk]), Unit.objects.with_those_above([unit.pk])
    belongs = Membership.objects.on(today).filter(person=person, unit__in=below)
    leads = Assignment.objects.current(AssignmentKind.LEADER, today).filter(person=person, unit__in=above)
    return bool(belongs.exists() or leads.exists())


def keeps_rhythm(person: Person, unit: Unit, today: date) -> bool:
    """Whether the person says how often a unit meets, and when it does not: whoever belongs to it or leads it, and the
    members of a working group, which decides on dates (system.md, P2 and A3).
    """
    return is_of(person, unit, today) or sits_in_a_group(person, today)


def require_keeps_rhythm(person: Person, unit: Unit, today: date) -> None:
    """Refuse everybody else."""
    if not keeps_rhythm(person, unit, today):
        told = {"unit": unit.name}
        sentence = _("Those who belong to %(unit)s, and the members of a working group, say how often it meets.")
        raise NotAllowed(sentence % told)


def keeps_closed_days(person: Person, unit: Unit | None, today: date) -> bool:
    """Whether the person says when it is closed: a unit whoever belongs to it or leads it, the whole house those who
    look after Pejl.
    """
    return looks_after(person, today) if unit is None else is_of(person, unit, today)


def require_keeps_closed_days(person: Person, unit: Unit | None, today: date) -> None:
    """Refuse everybody else."""
    if keeps_closed_days(person, unit, today):
        return
    if unit is None:
        raise NotAllowed(_("Only those who look after Pejl say when the whole house is closed. Ask one of them."))
    raise NotAllowed(_("Only those who belong to %(unit)s say when it is closed.") % {"unit": unit.name})


def units_of(person: Person, today: date) -> set[UUID]:
    """The units the person belongs to or leads this day, and those that these are part of."""
    belongs = Membership.objects.on(today).filter(person=person).values_list("unit_id", flat=True)
    leads = Assignment.objects.on(today).filter(person=person, kind=AssignmentKind.LEADER, unit__isnull=False)
    return Unit.objects.with_those_above({*belongs, *leads.values_list("unit_id", flat=True)})


def require_asked(person: Person, ask: Ask) -> None:
    """Refuse everybody but whoever is asked: nobody answers for another."""
    if ask.person_id != person.pk:
        raise NotAllowed(_("Only whoever is asked can answer."))


def prepared_by(person: Person) -> AgendaItemQuerySet:
    """The items that the person may prepare: what one is asked for, also while the meeting is a draft; what one
    presents at a meeting that one sees; and what one has begun to write, which stays one's own.
    """
    presents = ItemPart.objects.filter(person=person, role=ItemRole.PRESENTER).values("item")
    asked = Ask.objects.filter(person=person).live().values("item")
    begun = Preparation.objects.filter(person=person).values("item")
    seen = Meeting.objects.visible_to(person)
    items: AgendaItemQuerySet = AgendaItem.objects.filter(
        Q(pk__in=presents, meeting__in=seen) | Q(pk__in=asked) | Q(pk__in=begun)
    )
    return items


def presents(person: Person, item: AgendaItem) -> bool:
    """Whether the person is to present the item."""
    return ItemPart.objects.filter(item=item, person=person, role=ItemRole.PRESENTER).exists()


def require_prepares(person: Person, item: AgendaItem) -> None:
    """Refuse whoever is not to present the item."""
    if not prepared_by(person).filter(pk=item.pk).exists():
        raise NotAllowed(_("Only whoever presents this prepares it."))


def require_own_preparation(person: Person, preparation: Preparation) -> None:
    """Refuse everybody but its writer."""
    if preparation.person_id != person.pk:
        raise NotAllowed(_("Only whoever brought the file can take it away."))


def sees(person: Person, meeting: Meeting) -> bool:
    """Whether the person may look at the meeting itself."""
    return Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def require_follows(person: Person, unit: Unit | None, today: date) -> None:
    """Refuse to subscribe to another unit's meetings than those of a unit that one belongs to, or leads, and of those
    that it is part of. Guests follow their own.
    """
    if unit is not None and (person.is_guest or unit.pk not in units_of(person, today)):
        raise NotAllowed(_("You can subscribe to the meetings of your own unit. Ask there for what others plan."))
