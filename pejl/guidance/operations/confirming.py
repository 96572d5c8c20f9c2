"""Taking on what somebody else has named one for, or saying no with words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Product, Responsibility


def ask_to_confirm(named: Responsibility, *, by: Person, now: datetime) -> None:
    """Whoever is named hears of it, and is asked to say yes or no."""
    with notices.in_language_of(named.person):
        notices.tell(
            person=named.person,
            subject=_("Will you answer for “%(title)s”?") % {"title": named.product.title},
            text=_("%(name)s has named you. Say yes, or no and why.") % {"name": by.name},
            path=reverse("guidance:confirm_responsibility", args=[named.product_id]),
            now=now,
        )


@transaction.atomic
def confirm_responsibility(*, product: Product, by: Person, now: datetime) -> Responsibility:
    """Say yes to answering for a product. Saying it twice changes nothing."""
    row = _named(product, by)
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
        audit.record("product.responsibility_confirmed", product, by=by, now=now)
    return row


@transaction.atomic
def decline_responsibility(*, product: Product, words: str, by: Person, now: datetime) -> Responsibility:
    """Say no, with words: whoever named one answers for it until somebody else does, and hears why.

    Raises Refusal for what is confirmed already, and where nobody is left whom it could go back to.
    """
    row, today = _named(product, by), day_of(now)
    if row.confirmed_at is not None:
        raise Refusal(_("You have said yes already. Agree with a colleague who takes over, and name that one."))
    if not words.strip():
        raise Invalid(_("Say why, so that they can find somebody else."), field="words")
    back = queries.who_named(product)
    if back is None or back == by:
        raise Refusal(_("There is nobody here whom it could go back to. Talk to your leader."))
    deputy = row.deputy if row.deputy != back else None
    end_responsibility(row, today=today)
    given = Responsibility.objects.create(product=product, person=back, deputy=deputy, since_on=today)
    _tell_that_it_comes_back(given, words.strip(), by=by, now=now)
    audit.record("product.responsibility_declined", product, by=by, now=now)
    return given


def end_responsibility(before: Responsibility, *, today: date) -> None:
    """It held until yesterday; what was said today and corrected today never held."""
    if before.since_on == today:
        before.delete()
    else:
        before.until_on = today - timedelta(days=1)
        before.save()


def _named(product: Product, by: Person) -> Responsibility:
    """The responsibility that this person is named for; two answers at once queue here."""
    Product.objects.select_for_update().get(pk=product.pk)
    permissions.require_named(by, product)
    row: Responsibility = Responsibility.objects.select_related("deputy").get(product=product, until_on=None)
    return row


def _tell_that_it_comes_back(given: Responsibility, words: str, *, by: Person, now: datetime) -> None:
    with notices.in_language_of(given.person):
        notices.tell(
            person=given.person,
            subject=_("“%(title)s” needs somebody else to answer for it") % {"title": given.product.title},
            text=_("%(name)s writes:") % {"name": by.name} + f"\n\n{words}",
            path=reverse("guidance:confirm_responsibility", args=[given.product_id]),
            now=now,
        )
