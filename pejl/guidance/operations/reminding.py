"""Reminding those who answer for something that it is to be looked over: one message a week, however much it is.

The week's work is asked for whenever a review day is set, and asks for the next week's as long as anything is due;
its key makes it one piece of work a week in a job centre.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.formats import dates, moments
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries
from pejl.guidance.models import Version

REMIND = "guidance.remind_of_reviews"
AT = time(7)
WEEK = timedelta(days=7)


def remind_of(version: Version, *, now: datetime) -> None:
    """Somebody is reminded of this version's review from the first Monday on which it is due."""
    if version.review_on is not None:
        tomorrow = moments.day_of(now) + timedelta(days=1)
        _ask_for(max(version.review_on - queries.DUE_BEFORE, tomorrow), now=now)


@transaction.atomic
def remind_of_reviews(*, now: datetime) -> None:
    """Tell everybody who answers for something that is due. Runs as a job, every Monday while anything is."""
    today = moments.day_of(now)
    due: dict[Person, list[Version]] = defaultdict(list)
    for version, person in queries.due_with_responsible(today):
        due[person].append(version)
    for person, versions in due.items():
        _remind(person, versions, now=now)
    if due:
        _ask_for(today + timedelta(days=1), now=now)


def _ask_for(day: date, *, now: datetime) -> None:
    monday = day + timedelta(days=-day.weekday() % 7)
    key = f"{REMIND}:{scopes.current_space()}:{monday}"
    jobs.enqueue(REMIND, now=now, due_at=moments.local(monday, AT), key=key)


def _remind(person: Person, versions: Sequence[Version], *, now: datetime) -> None:
    """One message, and none where this week's is there already: a piece of work can be done twice."""
    path = reverse("guidance:reviews")
    if Notice.objects.visible_to(person).filter(path=path, created_at__gt=now - WEEK / 2).exists():
        return
    with notices.in_language_of(person):
        count = len(versions)
        subject = ngettext("Look over %(num)d text you answer for", "Look over %(num)d texts you answer for", count)
        lines = [
            _("%(title)s: no later than %(day)s") % {"title": one.title, "day": dates.long(one.review_on or date.max)}
            for one in versions
        ]
        notices.tell(
            person=person,
            subject=subject % {"num": count},
            text=_("Does it still hold? Say so, correct it, or withdraw it.") + "\n\n" + "\n".join(lines),
            path=path,
            now=now,
        )
