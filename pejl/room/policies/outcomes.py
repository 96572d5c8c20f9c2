"""When something may be agreed on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.formats import dates, moments
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.permissions import takes_part
from pejl.room.models import Proceeding, ProductDuty


def require_in_the_meeting(person: Person | None, meeting: Meeting, *, field: str) -> None:
    """Refuse somebody who is not part of the meeting."""
    if person is not None and not takes_part(person, meeting):
        raise Invalid(_("%(name)s does not take part in this meeting.") % {"name": person.name}, field=field)


def require_of_meeting(item: AgendaItem | None, meeting: Meeting) -> None:
    """Refuse to park a question at an item of another meeting."""
    if item is not None and item.meeting_id != meeting.pk:
        raise Invalid(_("This item is not on the agenda of this meeting."), field="item")


def require_not_begun(duty: ProductDuty, product: Product | None = None) -> None:
    """Refuse where the duty has already led to a product, unless it is this one."""
    if duty.product_id is not None and (product is None or duty.product_id != product.pk):
        raise Refusal(_("The product is already begun. Say there who makes it."))


def require_proceeding_version(proceeding: Proceeding | None, expected: int) -> None:
    """Refuse to overwrite what somebody else wrote in between; 0 is expected where nothing was written yet."""
    if (proceeding.version if proceeding else 0) != expected:
        raise Stale(_("Somebody else has written how it goes on in the meantime. Look at both, and save once more."))


def require_follow_up_day(meeting: Meeting, *, has_follow_up: bool | None, on: date | None) -> None:
    """Refuse a day for a follow-up that there is not, and one that lies before the meeting."""
    if on is None:
        return
    if not has_follow_up:
        raise Invalid(_("Say that there is a follow-up, or take the day away."), field="has_follow_up")
    held_on = moments.day_of(meeting.starts_at)
    if on <= held_on:
        told = {"day": dates.long(held_on)}
        raise Invalid(
            _("The follow-up comes after the meeting of %(day)s. Write a later day.") % told, field="follow_up_on"
        )


def require_something_said(said: Mapping[str, object], proceeding: Proceeding | None) -> None:
    """Refuse an empty page where nothing stands yet; what stands may be taken away again."""
    if proceeding is None and not any(value not in ("", None) for value in said.values()):
        raise Invalid(_("Write at least one thing of how it goes on."), field="making")
