"""What must be true of a reading list, whoever keeps it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.guidance.models import ReadingList
from pejl.organisation.models import Function, Unit

LONGEST_LIST_NAME = 120
LONGEST_LIST_ABOUT = 1000
DAYS = (1, 366)
MOST_ENTRIES = 50


def list_name_of(name: str) -> str:
    """What a list is called, tidied. Raises Invalid."""
    line = tidy.line(name).strip()
    if not line:
        raise Invalid(_("Give it a name."), field="name")
    if len(line) > LONGEST_LIST_NAME:
        raise Invalid(_("At most %(most)d characters.") % {"most": LONGEST_LIST_NAME}, field="name")
    return line


def list_about_of(about: str) -> str:
    """Why one reads it, tidied; it may be empty. Raises Invalid."""
    words = tidy.words(about).strip()
    if len(words) > LONGEST_LIST_ABOUT:
        raise Invalid(_("At most %(most)d characters.") % {"most": LONGEST_LIST_ABOUT}, field="about")
    return words


def require_days(days: int | None) -> None:
    """Raise Invalid unless there are none, or from a day to a year."""
    least, most = DAYS
    if days is not None and not least <= days <= most:
        raise Invalid(_("From %(least)d to %(most)d days.") % {"least": least, "most": most}, field="days")


def require_there(function: Function | None, unit: Unit | None, today: date) -> None:
    """Raise Invalid for a function that nobody new is put into, and a unit that is closed."""
    if function is not None and function.is_retired:
        raise Invalid(_("This function is no longer used."), field="function")
    if unit is not None and not unit.holds(today):
        raise Invalid(_("There is no such unit today."), field="unit")


def require_list_in_use(reading_list: ReadingList) -> None:
    """Raise Refusal for a list that nobody is asked to read."""
    if reading_list.retired_at is not None:
        raise Refusal(_("This list is no longer used. Bring it back first."))


def require_room_on_list(number: int) -> None:
    """Raise Refusal for a list that holds as much as anybody reads."""
    if number >= MOST_ENTRIES:
        raise Refusal(
            _("A list holds %(most)d things at most. Take something out, or make another list.")
            % {"most": MOST_ENTRIES}
        )
