"""Beginning a product, its next version, and taking it out of force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import permissions, queries
from pejl.guidance.models import Author, Block, Evidence, Kind, Product, Version, Withdrawal
from pejl.guidance.names import NAMED_BY, Quote, State
from pejl.guidance.operations.evidence import write_quotes
from pejl.guidance.operations.opening import locked
from pejl.organisation import policies as organisation
from pejl.themes.models import Theme


@transaction.atomic
def start(
    *,
    kind: Kind,
    title: str,
    theme: Theme | None,
    source: Pointer | None,
    authors: Collection[Person],
    quotes: Sequence[Quote],
    by: Person,
    now: datetime,
) -> Product:
    """Begin a product: version 1 as a draft, with a guiding mark for each quote and the quote as its evidence.

    A mark made from a quote says neither must nor may until an author decides. Raises Invalid for no authors.
    """
    permissions.require_may_start(by)
    if not title.strip():
        raise Invalid(_("Give it a title."), field="title")
    if not authors:
        raise Invalid(_("Somebody must write it."), field="authors")
    if kind.retired_at is not None:
        raise Invalid(_("Nothing new is begun of this kind any more. Choose another."), field="kind")
    product = Product(kind=kind, title=title.strip(), theme=theme, created_by=by, created_at=now)
    product.source = source
    product.save()
    for person in authors:
        organisation.require_present(person)
    Author.objects.bulk_create(Author(product=product, person=person) for person in set(authors))
    version = Version.objects.create(
        product=product, number=1, title=product.title, parts=_parts_of(kind), created_by=by, created_at=now
    )
    _begin_with(version)
    write_quotes(version, quotes, now=now)
    audit.record("product.started", product, by=by, now=now)
    return product


@transaction.atomic
def begin_next_version(*, product: Product, by: Person, now: datetime) -> Version:
    """A draft that starts as a copy of the version the product is known by; who begins it is an author.

    Raises Refusal when nothing is published yet, or somebody is writing the next version already.
    """
    permissions.require_may_lead(by, product, day_of(now))
    before = queries.standing_of(product)
    if before is None:
        raise Refusal(_("The first version is not published yet."))
    locked(before)
    if Version.objects.in_the_making().filter(product=product).exists():
        raise _is_written_already()
    version = _next_after(before, by=by, now=now)
    _copy_blocks(before, version)
    Author.objects.update_or_create(product=product, person=by, defaults={"left_at": None})
    audit.record("version.begun", version, by=by, now=now)
    return version


@transaction.atomic
def withdraw(*, product: Product, reason: str, by: Person, now: datetime) -> Withdrawal:
    """Take the version in force out of force, and say why. It stays readable as withdrawn."""
    permissions.require_may_withdraw(by, product, day_of(now))
    in_force = product.versions.select_for_update().filter(state=State.PUBLISHED).first()
    if in_force is None:
        raise Refusal(_("There is no version in force to withdraw."))
    if not reason.strip():
        raise Invalid(_("Say why: colleagues who relied on it will want to know."), field="reason")
    in_force.state = State.WITHDRAWN
    in_force.save(update_fields=["state"])
    withdrawal = Withdrawal.objects.create(version=in_force, reason=reason.strip(), by=by, at=now)
    _tell_that_it_is_withdrawn(withdrawal, product, now=now)
    audit.record("product.withdrawn", product, by=by, now=now)
    return withdrawal


def _parts_of(kind: Kind) -> list[dict[str, Any]]:
    return [part.as_data() for part in kind.made_of]


def _begin_with(version: Version) -> None:
    """The headings, questions and fields that a draft of this kind starts with, still to be filled in."""
    begun = [(part, words) for part in version.made_of for words in part.begins_with]
    Block.objects.bulk_create(
        Block(
            version=version,
            part=part.key,
            kind=part.kind,
            position=position,
            content={field.name: "" for field in part.shape} | {NAMED_BY[part.kind]: words},
        )
        for position, (part, words) in enumerate(begun, start=1)
    )


def _parts_after(before: Version) -> list[dict[str, Any]]:
    """What the kind is made of by now, and after it those parts of the version before that still hold something."""
    now_made_of = before.product.kind.made_of
    keys = {part.key for part in now_made_of}
    held = set(queries.standing_in(before).values_list("part", flat=True)) - keys
    kept = [part for part in before.made_of if part.key in held]
    return [part.as_data() for part in (*now_made_of, *kept)]


def _next_after(before: Version, *, by: Person, now: datetime) -> Version:
    newest = Version.objects.filter(product=before.product).newest()[0]
    try:
        with transaction.atomic():
            return Version.objects.create(
                product=before.product,
                number=newest.number + 1,
                title=before.title,
                purpose=before.purpose,
                parts=_parts_after(before),
                created_by=by,
                created_at=now,
            )
    except IntegrityError:
        raise _is_written_already() from None


def _is_written_already() -> Refusal:
    return Refusal(_("Somebody is already writing the next version. Ask its authors to add you."))


def _copy_blocks(before: Version, version: Version) -> None:
    """The same blocks, with the same lineage and the evidence they rest on."""
    originals = queries.blocks_of(before)
    copies = [
        Block(
            version=version,
            lineage=block.lineage,
            part=block.part,
            kind=block.kind,
            file=block.file,
            position=block.position,
            obligation=block.obligation,
            content=block.content,
        )
        for block in originals
    ]
    Block.objects.bulk_create(copies)
    Evidence.objects.bulk_create(
        _copied(evidence, copy) for block, copy in zip(originals, copies, strict=True) for evidence in block.quotes
    )


def _copied(evidence: Evidence, block: Block) -> Evidence:
    copy = Evidence(block=block, quote=evidence.quote, group=evidence.group, at=evidence.at)
    copy.card, copy.meeting = evidence.card, evidence.meeting
    return copy


def _tell_that_it_is_withdrawn(withdrawal: Withdrawal, product: Product, *, now: datetime) -> None:
    people = queries.people_of(product)
    told = set(people.authors)
    if people.responsible is not None:
        told.add(people.responsible.person)
    for person in sorted(told - {withdrawal.by}, key=lambda person: person.name_sort):
        with notices.in_language_of(person):
            notices.tell(
                person=person,
                subject=_("“%(title)s” is withdrawn") % {"title": product.title},
                text=_("%(name)s writes:") % {"name": withdrawal.by.name} + f"\n\n{withdrawal.reason}",
                path=reverse("guidance:show", args=[product.pk]),
                now=now,
            )
