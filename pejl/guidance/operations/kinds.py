"""Kinds of products: those a job centre begins with, and those it makes itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Stale
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, policies
from pejl.guidance.models import Kind, KindApprover
from pejl.guidance.names import Part
from pejl.organisation.models import Function

_FILE = Path(__file__).parents[1] / "data" / "kinds.json"


@cache
def standard_kinds() -> list[dict[str, Any]]:
    """What a new job centre starts with; data from then on, in the language of the job centre."""
    kinds: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return kinds


@transaction.atomic
def add_standard_kinds() -> list[Kind]:
    """The kinds of products that a new job centre starts with; those it has already are left as they are."""
    return [_standard(kind) for kind in standard_kinds()]


@transaction.atomic
def fetch_standard_kinds(*, by: Person, now: datetime) -> int:
    """The standard kinds that this job centre has not got; returns how many were new.

    What it has changed, called something else or retired is left as it is and not made again.
    """
    permissions.require_may_shape_kinds(by, day_of(now))
    before = set(Kind.objects.values_list("pk", flat=True))
    fresh = [kind for kind in add_standard_kinds() if kind.pk not in before]
    for kind in fresh:
        audit.record("kind.fetched", kind, by=by, now=now)
    return len(fresh)


def furnish(first: Person, *, by: Person | None, now: datetime) -> None:
    """Reaction to ``job_centre.opened``: products of every standard kind can be begun on the first day."""
    add_standard_kinds()


@transaction.atomic
def make_kind(*, name: str, about: str, of: Kind | None = None, by: Person, now: datetime) -> Kind:
    """A new kind of product, empty or a copy of another, with who approves it. Raises Invalid for a name in use."""
    permissions.require_may_shape_kinds(by, day_of(now))
    kind = Kind(name=policies.kind_name_of(name), about=policies.kind_about_of(about))
    if of is not None:
        kind.parts = [part.as_data() for part in of.made_of]
        kind.review_months, kind.approvals, kind.needs_hearing = of.review_months, of.approvals, of.needs_hearing
    _save(kind)
    if of is not None:
        copies = (KindApprover(kind=kind, function=one.function, person=one.person) for one in of.approvers.all())
        KindApprover.objects.bulk_create(copies)
    audit.record("kind.made", kind, by=by, now=now)
    return kind


@transaction.atomic
def describe_kind(
    *,
    kind: Kind,
    name: str,
    about: str,
    review_months: int,
    approvals: int,
    needs_hearing: bool,
    functions: Collection[Function],
    people: Collection[Person],
    expected_edit: int,
    by: Person,
    now: datetime,
) -> Kind:
    """Say what a kind is called and for, how often it is looked over, and what it takes to be approved.

    With neither ``functions`` nor ``people`` everybody approves whose function approves guidance. Raises Stale when
    somebody else changed the kind meanwhile.
    """
    row = _opened(kind, expected_edit, by=by, now=now)
    row.name, row.about = policies.kind_name_of(name), policies.kind_about_of(about)
    policies.require_kind_numbers(review_months=review_months, approvals=approvals)
    policies.require_enough_named(approvals, functions=functions, people=people)
    row.review_months, row.approvals, row.needs_hearing = review_months, approvals, needs_hearing
    row.edit += 1
    _save(row)
    row.approvers.all().delete()
    KindApprover.objects.bulk_create(
        [
            *(KindApprover(kind=row, function=one) for one in set(functions)),
            *(KindApprover(kind=row, person=one) for one in set(people)),
        ]
    )
    audit.record("kind.described", row, by=by, now=now)
    return row


@transaction.atomic
def add_part(*, kind: Kind, part: Part, expected_edit: int, by: Person, now: datetime) -> Kind:
    """Add a part at the end. Its key may be empty: it is then made from its heading, and never one used before."""
    row = _opened(kind, expected_edit, by=by, now=now)
    fresh = policies.part_as_kept(part, taken=[one["key"] for one in row.parts])
    return _with_parts(row, [*row.parts, fresh.as_data()], "kind.part_added", by=by, now=now)


@transaction.atomic
def change_part(*, kind: Kind, part: Part, expected_edit: int, by: Person, now: datetime) -> Kind:
    """Give the part with this key another heading, hint, columns or beginning; what sort of blocks it has stays."""
    row = _opened(kind, expected_edit, by=by, now=now)
    before = policies.part_of_kind(row, part.key)
    if before.kind != part.kind:
        raise Invalid(_("What a part holds stays as it is. Take it out, and add another."), field="kind")
    changed = policies.part_as_kept(part, taken=()).as_data()
    return _with_parts(row, _replaced(row, part.key, lambda one: changed), "kind.part_changed", by=by, now=now)


@transaction.atomic
def move_part(*, kind: Kind, key: str, up: bool, expected_edit: int, by: Person, now: datetime) -> Kind:
    """Change places with the part above or below; at the end nothing happens."""
    row = _opened(kind, expected_edit, by=by, now=now)
    keys = [part.key for part in row.made_of]
    here = keys.index(policies.part_of_kind(row, key).key)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(keys):
        return row
    keys[here], keys[there] = keys[there], keys[here]
    by_key = {one["key"]: one for one in row.parts}
    order = [*keys, *(one for one in by_key if one not in keys)]
    return _with_parts(row, [by_key[one] for one in order], "kind.part_moved", by=by, now=now)


@transaction.atomic
def remove_part(*, kind: Kind, key: str, expected_edit: int, by: Person, now: datetime) -> Kind:
    """Take a part out; ``restore_part`` puts it back. No text is touched: versions keep the parts they began with."""
    row = _opened(kind, expected_edit, by=by, now=now)
    policies.part_of_kind(row, key)
    parts = _replaced(row, key, lambda one: one | {"is_removed": True})
    return _with_parts(row, parts, "kind.part_removed", by=by, now=now)


@transaction.atomic
def restore_part(*, kind: Kind, key: str, by: Person, now: datetime) -> Kind:
    """Put a part back where it stood. Doing it twice changes nothing more."""
    row = _opened(kind, None, by=by, now=now)
    if any(part.key == key for part in row.made_of):
        return row
    policies.removed_part_of(row, key)
    kept = _replaced(row, key, lambda one: {name: one[name] for name in one if name != "is_removed"})
    return _with_parts(row, kept, "kind.part_restored", by=by, now=now)


@transaction.atomic
def retire_kind(*, kind: Kind, by: Person, now: datetime) -> Kind:
    """Nothing new is begun of this kind; what there is stays, and gets its next versions."""
    row = _opened(kind, None, by=by, now=now)
    if row.retired_at is None:
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        audit.record("kind.retired", row, by=by, now=now)
    return row


@transaction.atomic
def take_up_kind(*, kind: Kind, by: Person, now: datetime) -> Kind:
    """It can be begun again."""
    row = _opened(kind, None, by=by, now=now)
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        audit.record("kind.taken_up", row, by=by, now=now)
    return row


def _standard(told: dict[str, Any]) -> Kind:
    """The one this job centre has, whatever it is called by now; else a new one, whose id says where it came from."""
    known_as: UUID = uuid5(scopes.current_space(), f"standard kind: {told['name']}")
    found: Kind | None = Kind.objects.filter(Q(pk=known_as) | Q(name=told["name"])).first()
    if found is not None and not found.about:
        found.about = told["about"]  # nobody's words are lost, and one chooses by it
        found.save(update_fields=["about"])
    return found or Kind.objects.get_or_create(pk=known_as, defaults=told)[0]


def _opened(kind: Kind, expected_edit: int | None, *, by: Person, now: datetime) -> Kind:
    permissions.require_may_shape_kinds(by, day_of(now))
    row: Kind = Kind.objects.select_for_update().get(pk=kind.pk)
    if expected_edit is not None and row.edit != expected_edit:
        raise Stale(_("Somebody else changed this in the meantime. Compare the two texts, and save what is right."))
    return row


def _replaced(kind: Kind, key: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    return [change(one) if one["key"] == key else one for one in kind.parts]


def _with_parts(row: Kind, parts: list[dict[str, Any]], event: str, *, by: Person, now: datetime) -> Kind:
    row.parts, row.edit = parts, row.edit + 1
    vars(row).pop("made_of", None)
    policies.require_parts(row.made_of)
    row.save()
    audit.record(event, row, by=by, now=now)
    return row


def _save(kind: Kind) -> None:
    """Save. Raises Invalid where the name is in use."""
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError:
        raise Invalid(_("There is a kind with this name already."), field="name") from None
