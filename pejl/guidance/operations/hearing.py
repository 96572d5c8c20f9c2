"""Hearings: laying a draft before colleagues, what they say of it, and what the authors answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates, moments
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Hearing, HearingParty, Version
from pejl.guidance.names import State
from pejl.guidance.operations.opening import locked, opened
from pejl.organisation import policies as organisation
from pejl.organisation import queries as organisation_queries
from pejl.organisation.models import Unit

CLOSE_HEARING = "guidance.close_hearing"


@transaction.atomic
def open_hearing(
    *,
    version: Version,
    people: Collection[Person],
    units: Collection[Unit],
    closes_on: date,
    asks: str,
    by: Person,
    now: datetime,
) -> Hearing:
    """Lay the draft as it stands before colleagues; a unit means those who belong to it now.

    While it is open the text is not changed. Raises Refusal when it is heard about or waits for approval already,
    Invalid for nobody, and for a day that has passed.
    """
    draft = opened(version, by=by)
    if draft.state != State.DRAFT:
        raise Refusal(_("Somebody is asked to approve this text now. Take the request back first."))
    _require_ahead(closes_on, now)
    parties = _parties(draft, people, units, now)
    hearing = Hearing.objects.create(
        version=draft,
        digest=queries.digest_of(draft),
        asks=asks.strip(),
        closes_on=closes_on,
        opened_by=by,
        opened_at=now,
    )
    HearingParty.objects.bulk_create(
        HearingParty(hearing=hearing, person=person, unit=unit) for person, unit in parties.items()
    )
    _goes_on(hearing, now=now)
    _tell_parties(hearing, parties, by=by, now=now)
    audit.record("hearing.opened", hearing, by=by, now=now)
    return hearing


@transaction.atomic
def extend_hearing(*, hearing: Hearing, closes_on: date, by: Person, now: datetime) -> Hearing:
    """Give a hearing another last day; one that is closed is open again, as long as the text is still the same.

    Who was asked and has said nothing yet hears of it.
    """
    draft = locked(hearing.version)
    permissions.require_author(by, draft.product)
    if draft.state not in (State.DRAFT, State.HEARING):
        raise Refusal(_("This text is on its way to approval, or approved. Nobody can comment on it any more."))
    row = hearing.again()
    if row.closed_at is not None and row.digest != queries.digest_of(draft):
        raise Refusal(_("The text has changed since that hearing. Begin a new one."))
    if row.closed_at is not None and draft.state == State.HEARING:
        raise Refusal(_("A newer hearing of this text is open."))
    _require_ahead(closes_on, now)
    row.closes_on, row.closed_at = closes_on, None
    row.save(update_fields=["closes_on", "closed_at"])
    row.version = draft
    _goes_on(row, now=now)
    _tell_parties(row, queries.silent_in(row), by=by, now=now)
    audit.record("hearing.extended", row, by=by, now=now)
    return row


@transaction.atomic
def close_hearing(*, hearing: Hearing, by: Person, now: datetime) -> Hearing:
    """End a hearing before its last day; the text can be changed again. Closing it twice changes nothing."""
    draft = locked(hearing.version)
    permissions.require_author(by, draft.product)
    return _close(hearing.again(), draft, by=by, now=now)


@transaction.atomic
def close_due_hearing(*, hearing_id: UUID, now: datetime) -> None:
    """The evening of the last day is over. Runs as a job; a hearing that got a later day is left open."""
    hearing = Hearing.objects.open().filter(pk=hearing_id).select_related("version").first()
    if hearing is None:
        return
    draft = locked(hearing.version)
    row = hearing.again()
    if row.closed_at is None and row.closes_on < moments.day_of(now):
        _close(row, draft, by=None, now=now)
        _tell_authors(row, draft, now=now)


def _close(row: Hearing, draft: Version, *, by: Person | None, now: datetime) -> Hearing:
    if row.closed_at is not None:
        return row
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    draft.state = State.DRAFT
    draft.save(update_fields=["state"])
    audit.record("hearing.closed", row, by=by, now=now)
    return row


def _goes_on(hearing: Hearing, *, now: datetime) -> None:
    """The text waits, and the end of the last day is looked for."""
    draft = hearing.version
    draft.state = State.HEARING
    draft.save(update_fields=["state"])
    midnight = moments.local(hearing.closes_on + timedelta(days=1), time(0))
    jobs.enqueue(CLOSE_HEARING, now=now, due_at=midnight, hearing_id=hearing.pk)


def _require_ahead(closes_on: date, now: datetime) -> None:
    if closes_on < moments.day_of(now):
        raise Invalid(_("Choose a day that has not passed."), field="closes_on")


def _parties(
    draft: Version, people: Collection[Person], units: Collection[Unit], now: datetime
) -> dict[Person, Unit | None]:
    """Everybody who is asked, and the unit where that is why; never the authors."""
    found: dict[Person, Unit | None] = {}
    for person in people:
        organisation.require_present(person)
        found[person] = None
    for unit in units:
        for person in organisation_queries.people_in(units=[unit.pk], today=moments.day_of(now)):
            found.setdefault(person, unit)
    for author in queries.people_of(draft.product).authors:
        found.pop(author, None)
    if not found:
        raise Invalid(_("Choose at least one colleague who has not written it."), field="people")
    return found


def _tell_parties(hearing: Hearing, people: Iterable[Person], *, by: Person, now: datetime) -> None:
    for person in sorted(people, key=lambda person: person.name_sort):
        tell_party(hearing, person, by=by, now=now)


def tell_party(hearing: Hearing, person: Person, *, by: Person, now: datetime) -> None:
    """Somebody is asked to comment, and hears until when."""
    product = hearing.version.product
    with notices.in_language_of(person):
        said = {"name": by.name, "day": dates.long(hearing.closes_on)}
        text = _("%(name)s asks you to read it and comment no later than %(day)s.") % said
        notices.tell(
            person=person,
            subject=_("What do you say to “%(title)s”?") % {"title": hearing.version.title},
            text=f"{text}\n\n{hearing.asks}" if hearing.asks else text,
            path=reverse("guidance:hearing", args=[product.pk]),
            now=now,
        )


def _tell_authors(hearing: Hearing, draft: Version, *, now: datetime) -> None:
    for person in queries.people_of(draft.product).authors:
        with notices.in_language_of(person):
            notices.tell(
                person=person,
                subject=_("The hearing of “%(title)s” has ended") % {"title": draft.title},
                text=_("Answer each comment, and change the text where it should be changed."),
                path=reverse("guidance:hearing", args=[draft.product_id]),
                now=now,
            )


def tell_commenters(draft: Version, *, now: datetime) -> None:
    """Who commented hears that there is an answer: once for all of them, when the text goes on to approval."""
    for person in queries.commenters_to_tell(draft):
        with notices.in_language_of(person):
            notices.tell(
                person=person,
                subject=_("Your comments on “%(title)s” are answered") % {"title": draft.title},
                text=_("The authors say what they followed and what they did not, and why."),
                path=reverse("guidance:hearing", args=[draft.product_id]),
                now=now,
            )
