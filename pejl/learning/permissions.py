"""Who plans learning meetings, and who begins to write down what came of one."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.learning.models import Coordination, LearningMeeting
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads
from pejl.organisation.models import WorkingGroup
from pejl.room.models import ProductDuty
from pejl.room.permissions import require_may_read
from pejl.themes.permissions import groups_of


def may_plan(person: Person, today: date) -> bool:
    """Whether the person plans learning meetings: whoever sits in a working group this day."""
    return groups_of(person, today).exists()


def require_may_plan(person: Person, group: WorkingGroup, today: date) -> None:
    """Refuse whoever does not sit in the working group this day."""
    if not groups_of(person, today).filter(pk=group.pk).exists():
        raise NotAllowed(_("Only the members of a working group plan learning meetings."))


def require_may_coordinate(person: Person, group: WorkingGroup, today: date) -> None:
    """Refuse whoever does not sit in the working group this day: it coordinates its own work."""
    if not groups_of(person, today).filter(pk=group.pk).exists():
        raise NotAllowed(_("Only the members of the working group plan its coordination. Ask one of them."))


def may_start_guide(person: Person, meeting: Meeting) -> bool:
    """Whether the person may begin the product: the leaders, and whoever took it on."""
    return leads(person, meeting) or ProductDuty.objects.filter(meeting=meeting, person=person).exists()


def require_may_start_guide(person: Person, meeting: Meeting) -> None:
    """Refuse everybody but the leaders and those who took the product on."""
    if not may_start_guide(person, meeting):
        raise NotAllowed(_("The meeting leaders, or whoever took it on at the meeting, begin the product."))


def may_follow_up(person: Person, meeting: Meeting, today: date) -> bool:
    """Whether the person may say what became of what the meeting decided: its leaders, and the members of the working
    group whose meeting it is, which goes through what is open when it coordinates.
    """
    if leads(person, meeting):
        return True
    groups = groups_of(person, today).values("pk")
    of_group = (kind.objects.filter(meeting=meeting, group__in=groups) for kind in (LearningMeeting, Coordination))
    return any(found.exists() for found in of_group)


def require_may_follow_up(person: Person, meeting: Meeting, today: date) -> None:
    """Refuse everybody else, and whoever may not read the minutes yet."""
    require_may_read(person, meeting)
    if not may_follow_up(person, meeting, today):
        raise NotAllowed(
            _("Those who led the meeting, and its working group, say what became of this. Tell one of them.")
        )
