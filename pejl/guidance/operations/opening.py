"""Opening a draft for a change, and what the change means for somebody who was asked to approve it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, policies, queries
from pejl.guidance.models import ApprovalRequest, Product, Version
from pejl.guidance.names import State


def locked(version: Version) -> Version:
    """The version as it is now, locked until the commit: who changes and who approves it queue here."""
    return Version.objects.select_for_update(of=("self",)).select_related("product__kind").get(pk=version.pk)


def opened(version: Version, *, by: Person) -> Version:
    """The version, locked, for a change by one of its authors. Raises NotAllowed, or Refusal when it is released."""
    now_locked = locked(version)
    permissions.require_author(by, now_locked.product)
    policies.require_in_the_making(now_locked)
    return now_locked


def back_to_draft(version: Version, *, but: Person | None = None, now: datetime) -> None:
    """A changed text makes a waiting round void, also what was approved in it; who has not answered hears of it."""
    if version.state != State.AWAITING_APPROVAL:
        return
    waiting = queries.pending_requests(version)
    version.state = State.DRAFT
    version.save(update_fields=["state"])
    for request in waiting:
        if request.approver != but:
            tell_that_it_is_void(request, version.product, now=now)


def tell_that_it_is_void(request: ApprovalRequest, product: Product, *, now: datetime) -> None:
    """Somebody who was asked, and has not answered, need not any more."""
    about = {"title": product.title}
    with notices.in_language_of(request.approver):
        notices.tell(
            person=request.approver,
            subject=_("You need not approve “%(title)s” yet") % about,
            text=_("The authors are changing the text. You will be asked again when it is ready."),
            path=reverse("guidance:show", args=[product.pk]),
            now=now,
        )
