"""Who writes a product and who answers for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Author, Product, Responsibility, Version
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
    """Say who answers for the product from today, and who steps in. Both hear of it; who did before is kept."""
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
    named = Responsibility.objects.create(product=product, person=person, deputy=deputy, since_on=today)
    _tell_responsible(named, before, by=by, now=now)
    audit.record("product.responsible_named", product, by=by, now=now)
    return named


def _lock(product: Product) -> None:
    """Two people naming others at once queue here."""
    Product.objects.select_for_update().get(pk=product.pk)


def end_responsibility(before: Responsibility, *, today: date) -> None:
    """It held until yesterday; what was said today and corrected today never held."""
    if before.since_on == today:
        before.delete()
    else:
        before.until_on = today - timedelta(days=1)
        before.save()


def _require_not_asked(person: Person, product: Product) -> None:
    draft = Version.objects.in_the_making().filter(product=product).first()
    request = queries.pending_request(draft) if draft else None
    if request and request.approver_id == person.pk:
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
    for person in filter(None, (named.person, named.deputy)):
        if person == by or person.pk in known:
            continue
        with notices.in_language_of(person):
            duty = _("You answer for “%(title)s”") if person == named.person else _("You are deputy for “%(title)s”")
            notices.tell(
                person=person,
                subject=duty % {"title": named.product.title},
                text=_("%(name)s has named you.") % {"name": by.name},
                path=reverse("guidance:show", args=[named.product_id]),
                now=now,
            )
