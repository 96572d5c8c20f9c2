"""The weekly message: what lies open for a person, once a week and in one; none when nothing does.

The week's work is asked for whenever somebody takes something on or sets out to learn something, and asks for the
next week's as long as anything lies open. Its key makes it one piece of work a week in a job centre, and a row for
each person and ISO week makes it one message, should the work be done twice.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.agreements import queries
from pejl.agreements.models import Agreement, DigestSent, LearningGoal, NoDigest
from pejl.agreements.queries import Digest
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates, moments, weeks
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person

DIGEST = "agreements.send_digests"
AT = time(7)
# A message that is read: what is left out stands on the page.
MOST = 10


def see_to(*, now: datetime) -> None:
    """The next Monday morning in Denmark is looked at what lies open."""
    today = moments.day_of(now)
    monday = today - timedelta(days=today.weekday())
    if moments.local(monday, AT) <= now:
        monday += timedelta(days=7)
    key = f"{DIGEST}:{scopes.current_space()}:{monday}"
    jobs.enqueue(DIGEST, now=now, due_at=moments.local(monday, AT), key=key)


@transaction.atomic
def send_digests(*, now: datetime) -> None:
    """Tell everybody what lies open for them, who has anything and wants it. Runs as a job, every Monday."""
    today = moments.day_of(now)
    for digest in queries.digests(today):
        _send(digest, today, now)
    if queries.is_anything_open():
        see_to(now=now)


@transaction.atomic
def want_digest(*, is_wanted: bool, by: Person, now: datetime) -> None:
    """Whether the weekly message is sent to the person. Saying so twice is saying it once."""
    if is_wanted:
        NoDigest.objects.visible_to(by).delete()
    else:
        NoDigest.objects.get_or_create(person=by, defaults={"since": now})
    audit.record("digest.wanted" if is_wanted else "digest.unwanted", by, by=by, now=now)


def _send(digest: Digest, today: date, now: datetime) -> None:
    year, week = weeks.iso(today)
    _row, is_first = DigestSent.objects.get_or_create(
        person=digest.person, year=year, week=week, defaults={"sent_at": now}
    )
    if not is_first:
        return
    with notices.in_language_of(digest.person):
        notices.tell(
            person=digest.person,
            subject=_("Your agreements, %(week)s") % {"week": weeks.label(today)},
            text=_text(digest, today),
            path=reverse("agreements:list"),
            now=now,
        )


def _text(digest: Digest, today: date) -> str:
    parts = [
        (_("Somebody asks you to take over:"), [_asked(one) for one in digest.offered]),
        (_("Due now or soon:"), [_due(one, today) for one in digest.due]),
        (_("How did it go with what you set out to learn?"), [_learned(one) for one in digest.goals]),
    ]
    off = _("Want no weekly message? Switch it off where your agreements stand.")
    return "\n\n".join([*(_part(title, lines) for title, lines in parts if lines), off])


def _part(title: str, lines: list[str]) -> str:
    left = len(lines) - MOST
    more = [ngettext("and %(num)d more", "and %(num)d more", left) % {"num": left}] if left > 0 else []
    return "\n".join([title, *lines[:MOST], *more])


def _asked(agreement: Agreement) -> str:
    return f"- {agreement.what} ({agreement.owner.name}): {_address('agreements:show', agreement)}"


def _due(agreement: Agreement, today: date) -> str:
    day = dates.short(agreement.due_on or today)
    when = _("was due %(day)s") if agreement.is_overdue(today) else _("by %(day)s")
    return f"- {agreement.what}, {when % {'day': day}}: {_address('agreements:show', agreement)}"


def _learned(goal: LearningGoal) -> str:
    """Where it was set, and nothing of what it says: mail is read by others too."""
    return f"- {goal.source_title}: {_address('agreements:answer', goal)}"


def _address(page: str, row: Agreement | LearningGoal) -> str:
    return f"{settings.PEJL_ADDRESS}{reverse(page, args=[row.pk])}"
