"""People from outside: on the list by name and address, and in by a link that can be opened once."""

from __future__ import annotations

import secrets
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Token
from pejl.meetings.models import GuestLink, Meeting, Participant
from pejl.meetings.operations import ground, inviting, telling
from pejl.organisation import operations as organisation


@transaction.atomic
def bring_guest(*, meeting: Meeting, name: str, comes_from: str, email: str, by: Person, now: datetime) -> Person:
    """Put somebody from outside on the list, whom the job centre does not know yet; nobody is told yet.

    Raises Invalid without an address, since the invitation goes there, and for one that somebody here has.
    """
    row = ground.plannable(meeting, by=by)
    if not email.strip():
        raise Invalid(_("Write an e-mail address: the invitation is sent there."), field="email")
    guest = organisation.welcome_to_a_meeting(name=name, comes_from=comes_from, email=email, by=by, now=now)
    inviting.choose(meeting=row, people=[guest], by=by, now=now)
    return guest


def link_for(participant: Participant, *, notice: Notice, now: datetime) -> str:
    """The address for one mail to a guest: made from the mail's id, so that a mail that is tried again holds the same.

    Only its digest is kept.
    """
    proof = salted_hmac("pejl.meetings.guest", notice.pk.hex, algorithm="sha256").hexdigest()
    secret = f"pejl_{scopes.current_space().hex}_{proof}"
    GuestLink.objects.get_or_create(
        digest=Token.digest_of(secret), defaults={"participant": participant, "made_at": now}
    )
    return f"{settings.PEJL_ADDRESS}{reverse('links:guest')}?{urlencode({'link': secret})}"


@transaction.atomic
def open_guest_link(*, link: GuestLink, now: datetime) -> str | None:
    """Use a link up; returns what its browser is from now on known by, None where somebody was quicker."""
    secret = secrets.token_urlsafe(32)
    unused = GuestLink.objects.filter(pk=link.pk, opened_at=None, revoked_at=None)
    if not unused.update(opened_at=now, browser=Token.digest_of(secret)):
        return None
    audit.record("guest_link.opened", link, by=link.participant.person, now=now)
    return secret


@transaction.atomic
def send_new_guest_link(*, link: GuestLink, now: datetime) -> None:
    """Mail another link to the guest's address on file, to whoever holds one that is used up."""
    telling.tell_way_in(link.participant.meeting, link.participant.person, now=now)
    audit.record("guest_link.asked_for", link, by=link.participant.person, now=now)


@transaction.atomic
def revoke_guest_links(*, meeting: Meeting, now: datetime) -> None:
    """Nobody comes in by a link any more: the meeting is called off."""
    GuestLink.objects.filter(participant__meeting=meeting, revoked_at=None).update(revoked_at=now)
