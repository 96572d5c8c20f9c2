"""Who writes a product and who answers for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import ApprovalRequest, Author, Product, Responsibility
from pejl.guidance.operations.confirming import ask_to_confirm, end_responsibility
from pejl.organisation import policies as organisation


@transaction.atomic
def name_people(
    *,
    product: Product,
    authors: Collection[Person],
    responsible: Person | None,
    deputy: Person | None,
    by: Person,
    now: datetime,
) -> Product:
    """Both at once: who writes it and, where somebody is named, who answers for it."""
    if responsible is not None:
        name_responsible(product=product, person=responsible, deputy=deputy, by=by, now=now)
    return name_authors(product=product, authors=authors, by=by, now=now)


@transaction.atomic
def name_authors(*, product: Product, authors: Collection[Person], by: Person, now: datetime) -> Product:
    """Let exactly these people write the product from now on. Who is added hears of it.

    Raises Invalid for nobody, for somebody who has left, and for the one who is asked to approve the text.
    """
    _lock(product)
    permissions.require_may_lead(by, product, day_of(now))
    if not authors:
        raise Invalid(_("Somebody must write it."), field="authors")
    present = set(queries.people_of(product).authors)
    added = set(authors) - present
    for person in added:
        organisation.require_present(person)
        _require_not_asked(person, product)
    Author.objects.present().filter(product=product, person__in=present - set(authors)).update(left_at=now)
    for person in sorted(added, key=lambda person: person.name_sort):
        Author.objects.update_or_create(product=product, person=person, defaults={"left_at": None})
        _tell_author(person, product, by=by, now=now)
    audit.record("product.authors_named", product, by=by, now=now)
    return product


@transaction.atomic
def name_responsible(
    *, product: Product, person: Person, deputy: Person | None, by: Person, now: datetime
) -> Responsibility:
    """Say who answers for the product from today, and who steps in. Both hear of it; who did before is kept.

    Whoever is named by somebody else is asked to confirm it.
    """
    _lock(product)
    today = day_of(now)
    permissions.require_may_lead(by, product, today)
    if deputy == person:
        raise Invalid(_("Choose somebody else as deputy."), field="deputy")
    for one in filter(None, (person, deputy)):
        organisation.require_colleague(one)
    before = Responsibility.objects.filter(product=product, until_on=None).first()
    if before is not None and (before.person_id, before.deputy_id) == (person.pk, deputy.pk if deputy else None):
        return before
    if before is not None:
        end_responsibility(before, today=today)
    is_same = before is not None and before.person_id == person.pk
    confirmed_at = before.confirmed_at if before is not None and is_same else now if person == by else None
    named = Responsibility.objects.create(
        product=product, person=person, deputy=deputy, since_on=today, confirmed_at=confirmed_at
    )
    _tell_responsible(named, before, by=by, now=now)
    audit.record("product.responsible_named", product, by=by, now=now)
    return named


def _lock(product: Product) -> None:
    """Two people naming others at once queue here."""
    Product.objects.select_for_update().get(pk=product.pk)


def _require_not_asked(person: Person, product: Product) -> None:
    if ApprovalRequest.objects.pending().filter(version__product=product, approver=person).exists():
        sentence = _("%(name)s is asked to approve the text, and so cannot write it. Take the request back first.")
        raise Invalid(sentence % {"name": person.name}, field="authors")


def _tell_author(person: Person, product: Product, *, by: Person, now: datetime) -> None:
    if person == by:
        return
    with notices.in_language_of(person):
        notices.tell(
            person=person,
            subject=_("You can write on “%(title)s”") % {"title": product.title},
            text=_("%(name)s has added you as an author.") % {"name": by.name},
            path=reverse("guidance:edit", args=[product.pk]),
            now=now,
        )


def _tell_responsible(named: Responsibility, before: Responsibility | None, *, by: Person, now: datetime) -> None:
    known = {before.person_id, before.deputy_id} if before else set()
    if named.person != by and named.confirmed_at is None:
        ask_to_confirm(named, by=by, now=now)
    if named.deputy is not None and named.deputy != by and named.deputy_id not in known:
        with notices.in_language_of(named.deputy):
            notices.tell(
                person=named.deputy,
                subject=_("You are deputy for “%(title)s”") % {"title": named.product.title},
                text=_("%(name)s has named you.") % {"name": by.name},
                path=reverse("guidance:show", args=[named.product_id]),
                now=now,
            )
