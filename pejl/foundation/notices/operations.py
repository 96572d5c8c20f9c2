"""Telling a person something, and getting the mail out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices import mail
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy.models import Person

DELIVER = "notices.deliver"


@transaction.atomic
def tell(
    *,
    person: Person,
    subject: str,
    text: str,
    now: datetime,
    path: str = "",
    calendar: bytes | None = None,
    calendar_method: str = "",
    task: str = DELIVER,
    about: UUID | None = None,
) -> Notice:
    """Leave a message for a person; it is mailed too where an address is known.

    ``subject`` says what is wanted and the first line of ``text`` by when. Write both inside ``in_language_of``.
    ``task`` mails it, where a mail ends otherwise than with the way to ``path``: it calls ``deliver`` with its own
    ending, and is handed ``about``, the id of what the mail is about.
    """
    notice = Notice.objects.create(
        person=person,
        subject=subject[:300],
        text=text,
        path=path,
        calendar=calendar,
        calendar_method=calendar_method,
        created_at=now,
    )
    if person.email:
        ids = {"notice_id": notice.pk} | ({} if about is None else {"about": about})
        jobs.enqueue(task, now=now, due_at=None, key=None, **ids)
    return notice


def in_language_of(person: Person) -> translation.override:
    """A block in which sentences come out in the language this person reads."""
    return translation.override(person.account.language if person.account else settings.LANGUAGE_CODE)


def deliver(
    *,
    notice_id: UUID,
    now: datetime,
    ending: Callable[[Notice], str] | None = None,
    files: Callable[[], Sequence[mail.File]] = tuple,
) -> None:
    """Mail one notice, once. Runs as a job; an error of the mail server is raised and the job tried again.

    ``ending`` is what stands at the end of the mail and nowhere else: links that open something are kept in no row.
    ``files`` makes what comes with it, where it still has to go.
    """
    notice = Notice.objects.select_related("person", "person__account").filter(pk=notice_id, mailed_at=None).first()
    if notice is None:
        return
    with in_language_of(notice.person):
        mail.compose(
            message_id=str(notice.pk),
            to_name=notice.person.name,
            to_address=notice.person.email,
            subject=notice.subject,
            text=f"{notice.text}\n\n{(ending or _way_to)(notice)}".rstrip() + "\n",
            calendar=(bytes(notice.calendar), notice.calendar_method) if notice.calendar else None,
            files=files(),
        ).send()
    notice.mailed_at = now
    notice.save(update_fields=["mailed_at"])


@transaction.atomic
def leave_unmailed(*, before: datetime, task: str = DELIVER) -> None:
    """Mail nothing that was told before a moment: for a history that is written down afterwards, such as the demo's."""
    jobs.drop(task, before=before)


@transaction.atomic
def mark_seen(*, by: Person, now: datetime) -> None:
    """The person has looked at what is new."""
    Notice.objects.visible_to(by).filter(seen_at=None).update(seen_at=now)


def _way_to(notice: Notice) -> str:
    """The way to its page, where it has one."""
    if not notice.path:
        return ""
    invitation = _("Open it in Pejl:")
    return f"{invitation} {settings.PEJL_ADDRESS}{notice.path}"
