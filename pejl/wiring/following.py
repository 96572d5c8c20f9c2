"""What can follow the direction, and who looks after it: these may say what it follows, beside those who lead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from pejl.direction.permissions import Keeper
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Author, Product, Responsibility
from pejl.meetings.models import Meeting, MeetingRole
from pejl.meetings.names import Role
from pejl.themes import permissions as themes
from pejl.themes.models import Theme

Rows = Iterable[QuerySet]


def of_theme(person: Person, theme: Theme, today: date) -> Rows:
    """The members of a working group."""
    return [themes.groups_of(person, today)]


def of_meeting(person: Person, meeting: Meeting, today: date) -> Rows:
    """The leaders of the meeting, and whoever began it."""
    leads = MeetingRole.objects.filter(meeting=meeting, person=person, role=Role.LEADER)
    return [leads, Meeting.objects.filter(pk=meeting.pk, created_by=person)]


def of_product(person: Person, product: Product, today: date) -> Rows:
    """Its authors, and whoever answers for it or stands in."""
    writes = Author.objects.present().filter(product=product, person=person)
    return [writes, Responsibility.objects.of(person).filter(product=product)]


KEEPERS: dict[str, Keeper] = {"theme": of_theme, "meeting": of_meeting, "product": of_product}
