"""Stating direction, replacing and ending it, going through it together, and saying what follows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejl.direction import permissions, policies, queries
from pejl.direction.models import Link, Restating, Statement, StatementUnit
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import NotAllowed, Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import Unit


@transaction.atomic
def state(
    *,
    kind: str,
    title: str,
    text: str,
    is_for_all: bool,
    units: Collection[Unit] = (),
    since_on: date,
    by: Person,
    now: datetime,
) -> Statement:
    """A goal, a frame or an expectation that holds from a day: for these units and those below, or for everybody.

    Raises NotAllowed beyond what the person leads, Invalid for what cannot be stated.
    """
    policies.require_audience(units, is_for_all=is_for_all)
    permissions.require_may_state(by, [unit.pk for unit in units], day_of(now))
    statement = _state(None, kind=kind, title=title, text=text, units=units, since_on=since_on, by=by, now=now)
    audit.record("statement.stated", statement, by=by, now=now)
    return statement


@transaction.atomic
def replace(
    *,
    statement: Statement,
    title: str,
    text: str,
    is_for_all: bool,
    units: Collection[Unit] = (),
    since_on: date,
    because: str = "",
    by: Person,
    now: datetime,
) -> Statement:
    """A new wording of the same kind, from a day: the old one ends the day before and stays as it was.

    Raises Stale when somebody has replaced or ended it in between.
    """
    today = day_of(now)
    policies.require_audience(units, is_for_all=is_for_all)
    permissions.require_may_state(by, permissions.units_of(statement), today)
    permissions.require_may_state(by, [unit.pk for unit in units], today)
    policies.require_lasting(statement.again())
    policies.require_later(statement, since_on)
    _end(statement, since_on - timedelta(days=1), because, by, now)
    new = _state(statement, kind=statement.kind, title=title, text=text, units=units, since_on=since_on, by=by, now=now)
    audit.record("statement.replaced", new, by=by, now=now)
    return new


@transaction.atomic
def end(*, statement: Statement, until_on: date, because: str, by: Person, now: datetime) -> Statement:
    """It holds up to and including a day, and then no more, for a reason that everybody can read."""
    permissions.require_may_state(by, permissions.units_of(statement), day_of(now))
    policies.require_lasting(statement.again())
    tidy.require_words(because, field="because")
    policies.require_last_day(statement, until_on, day_of(now))
    _end(statement, until_on, because, by, now)
    audit.record("statement.ended", statement, by=by, now=now)
    return statement.again()


@transaction.atomic
def go_through(*, unit: Unit, seen_at: datetime | None = None, by: Person, now: datetime) -> Restating:
    """A unit has been through its direction together: from now on only what comes later is new to it.

    ``seen_at`` is when the page was made that they looked at. Raises Stale where something came after that.
    """
    permissions.require_may_restate(by, unit, day_of(now))
    policies.require_open(unit, day_of(now))
    if seen_at is not None and queries.changed_since(unit, seen_at):
        raise Stale(_("Something came while you were at it. It stands first now: look at it together too."))
    restating = Restating.objects.create(unit=unit, by=by, at=now)
    audit.record("direction.gone_through", restating, by=by, now=now)
    return restating


@transaction.atomic
def link(*, statements: Iterable[Statement], about: Pointer, by: Person, now: datetime) -> list[Link]:
    """A theme, a meeting or a product follows these statements. Saying so twice is saying it once.

    Raises NotAllowed for those who may not see the thing, or do not look after it, and Invalid for what is over.
    """
    _require_keeper(about, by, now)
    links = []
    for statement in statements:
        found = Link.objects.filter(statement=statement, about_id=about.id).first()
        links.append(found or _link(statement, about, by, now))
    return links


@transaction.atomic
def unlink(*, statement: Statement, about: Pointer, by: Person, now: datetime) -> None:
    """It does not follow this statement any more. Where it never did, nothing happens."""
    _require_keeper(about, by, now)
    found = Link.objects.filter(statement=statement, about_id=about.id).first()
    if found is not None:
        audit.record("link.removed", found, by=by, now=now)
        found.delete()


def _state(
    replaces: Statement | None,
    *,
    kind: str,
    title: str,
    text: str,
    units: Collection[Unit],
    since_on: date,
    by: Person,
    now: datetime,
) -> Statement:
    policies.require_kind(kind)
    tidy.require_words(title, field="title")
    tidy.require_words(text, field="text")
    for unit in units:
        policies.require_open(unit, max(since_on, day_of(now)), field="units")
    statement = Statement.objects.create(
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        is_for_all=not units,
        since_on=since_on,
        replaces=replaces,
        stated_by=by,
        stated_at=now,
    )
    StatementUnit.objects.bulk_create([StatementUnit(statement=statement, unit=unit) for unit in units])
    return statement


def _end(statement: Statement, until_on: date, because: str, by: Person, now: datetime) -> None:
    """The last day, written once: of two who come at the same time the second is told."""
    lasting = Statement.objects.filter(pk=statement.pk, until_on=None)
    if not lasting.update(until_on=until_on, ended_because=because.strip(), ended_by=by, ended_at=now):
        policies.require_lasting(statement.again())


def _link(statement: Statement, about: Pointer, by: Person, now: datetime) -> Link:
    policies.require_holding(statement.again(), day_of(now))
    made = Link(statement=statement, by=by, at=now)
    made.about = about
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return Link.objects.get(statement=statement, about_id=about.id)
    audit.record("link.made", made, by=by, now=now)
    return made


def _require_keeper(about: Pointer, by: Person, now: datetime) -> None:
    """Raise NotAllowed unless the person sees the thing and may say what it follows."""
    thing = pointers.resolve(about, person=by)
    if thing is None:
        raise NotAllowed(_("There is nothing here that you may see."))
    permissions.require_may_link(by, thing, about.kind, day_of(now))
