"""When the leaders' commands come in time."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import LONGEST_ITEM
from pejl.room.models import ItemRun
from pejl.room.names import BACK_GRACE, BACK_WITHIN


def require_going_on(running: ItemRun | None) -> ItemRun:
    """Refuse where nothing is going on."""
    if running is None:
        raise Refusal(_("Nothing is going on now. Begin an item first."))
    return running


def require_paused(run: ItemRun, *, is_paused: bool) -> None:
    """Refuse to pause what stands still, and to resume what does not."""
    if is_paused == (run.paused_at is not None):
        return
    told = {"item": run.item.label}
    raise Stale((_("“%(item)s” goes on already.") if is_paused else _("“%(item)s” is already paused.")) % told)


def require_some_time(run: ItemRun, minutes: int) -> None:
    """Refuse to add nothing, to leave less than a minute in all, and to make a working day of an item."""
    if not minutes:
        raise Invalid(_("Write how many minutes more, or fewer with a minus."), field="minutes")
    whole = run.item.minutes + run.added_seconds // 60
    if whole < 1:
        sentence = _("So little time is not left of “%(item)s”. Go to the next item instead.")
        raise Invalid(sentence % {"item": run.item.label}, field="minutes")
    if whole > LONGEST_ITEM:
        sentence = _("An item takes at most %(most)d minutes.") % {"most": LONGEST_ITEM}
        raise Invalid(sentence, field="minutes")


def is_back_in_time(change: datetime | None, now: datetime) -> bool:
    """Whether the last "next" or "finish" was pressed so lately that it can be taken back."""
    return change is not None and now - change <= BACK_WITHIN + BACK_GRACE


def require_back_in_time(change: datetime | None, now: datetime) -> None:
    """Refuse to take back what has become part of the meeting: choose the item in the agenda instead."""
    if not is_back_in_time(change, now):
        seconds = round(BACK_WITHIN.total_seconds())
        sentence = ngettext(
            "It can be taken back for %(num)d second. Choose the item in the agenda if you want to go back to it.",
            "It can be taken back for %(num)d seconds. Choose the item in the agenda if you want to go back to it.",
            seconds,
        )
        raise Refusal(sentence % {"num": seconds})


def require_top(item: AgendaItem) -> None:
    """Refuse what lies in another item: it goes with that."""
    if item.parent_id is not None:
        raise Refusal(_("“%(item)s” is part of another item and goes with it.") % {"item": item.label})


def require_suggested(digest: str | None, expected: str) -> None:
    """Refuse new times that were suggested for another agenda than the one there is now."""
    if digest != expected:
        raise Stale(_("The agenda has changed since these times were suggested. Look at it as it is now."))


def require_same_meeting(item: AgendaItem, other: AgendaItem) -> None:
    """Refuse to mix two agendas."""
    if item.meeting_id != other.meeting_id:
        raise Refusal(_("These two are not in the same meeting."))


def require_coming(item: AgendaItem) -> None:
    """Refuse to plan again what has been on."""
    require_top(item)
    if ItemRun.objects.filter(item=item).exists():
        raise Stale(_("“%(item)s” has already begun.") % {"item": item.label})
