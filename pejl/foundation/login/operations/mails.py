"""The mails about signing in, sent as jobs: the page that asks for one answers at once and alike for everybody.

They go to accounts, not to persons in a job centre, so they are no notices; and a link that opens something must
stand nowhere where it could be read later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.foundation.formats import dates
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.login import links
from pejl.foundation.login.models import Link
from pejl.foundation.notices import mail
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account

SEND_LINK = "login.send_link"
NOWHERE = UUID(int=0)
"""The space of work that belongs to none; nothing of any space can be reached in it."""


def _password_changed() -> tuple[str, str]:
    return _("Your password in Pejl has been changed"), _(
        "Your password has been changed, and you have been signed out everywhere else.\n\n"
        "If it was not you: choose a new one at once by “I have forgotten my password”, and tell the person who looks "
        "after Pejl where you work."
    )


def _factor_added() -> tuple[str, str]:
    return _("A second step was added when you sign in to Pejl"), _(
        "From now on you show one more thing than your password when you sign in.\n\n"
        "If it was not you: change your password at once, and tell the person who looks after Pejl where you work."
    )


def _factor_removed() -> tuple[str, str]:
    return _("A second step was removed when you sign in to Pejl"), _(
        "One of the ways to show that it is you has been removed.\n\n"
        "If it was not you: change your password at once, and tell the person who looks after Pejl where you work."
    )


def _factors_reset() -> tuple[str, str]:
    return _("Set up your second step in Pejl again"), _(
        "The person who looks after Pejl where you work has removed your second step and signed you out everywhere, "
        "for example because a phone was lost. Sign in with your password, and set it up again under "
        "“Sign-in and security”."
    )


def _seat_added() -> tuple[str, str]:
    return _("You have access to one more job centre in Pejl"), _(
        "You have got access to one more job centre. Sign in as you usually do."
    )


def _address_changed() -> tuple[str, str]:
    return _("Sign in to Pejl with your new e-mail address"), _(
        "The address you sign in with has been changed. Your password is the same.\n\n"
        "If this is a mistake: tell the person who looks after Pejl where you work."
    )


MAILS: Mapping[str, Callable[[], tuple[str, str]]] = MappingProxyType(
    {
        "login.password_changed": _password_changed,
        "login.factor_added": _factor_added,
        "login.factor_removed": _factor_removed,
        "login.factors_reset": _factors_reset,
        "login.seat_added": _seat_added,
        "login.address_changed": _address_changed,
    }
)


@transaction.atomic
def ask_for(*, task: str, now: datetime, **ids: UUID) -> None:
    """Have a mail sent, from inside a space or from outside any."""
    if scopes.is_entered():
        jobs.enqueue(task, now=now, due_at=None, key=None, **ids)
    else:
        with scopes.scope(NOWHERE):
            jobs.enqueue(task, now=now, due_at=None, key=None, **ids)


def teller(task: str) -> Callable[..., None]:
    """The task that tells an account what has happened to it."""

    def tell(*, account_id: UUID, now: datetime) -> None:
        account = Account.objects.filter(pk=account_id).first()
        if account is not None:
            with translation.override(account.language):
                subject, text = MAILS[task]()
                address = f"{settings.PEJL_ADDRESS}/"
                _send(f"{task}-{account.pk}-{now:%Y%m%d%H%M}", account.email, subject, f"{text}\n\n{address}\n")

    return tell


def send_link(*, link_id: UUID, now: datetime) -> None:
    """Mail one link, once. Runs as a job; a link that is dead by then, or belongs to nobody, is not sent."""
    link = Link.objects.select_related("account").filter(pk=link_id, mailed_at=None, ends_at__gt=now).first()
    if link is None or not _is_wanted(link):
        return
    with translation.override(link.account.language if link.account else settings.LANGUAGE_CODE):
        subject, text = _of_link(link)
        _send(str(link.pk), link.address, subject, text)
    link.mailed_at = now
    link.save(update_fields=["mailed_at"])


def _is_wanted(link: Link) -> bool:
    return link.kind == Link.Kind.MOVED or (link.account is not None and link.account.is_active)


def _of_link(link: Link) -> tuple[str, str]:
    told = {"until": dates.moment(link.ends_at), "link": links.address_of(link)}
    if link.kind == Link.Kind.INVITATION:
        return _("Choose a password for Pejl"), _(
            "You have been given access to Pejl, where your job centre gathers what colleagues learn from each other."
            "\n\n"
            "Choose a password before %(until)s:\n\n%(link)s\n\nThe link works once."
        ) % told
    if link.kind == Link.Kind.RESET:
        return _("Choose a new password for Pejl"), _(
            "Somebody, probably you, has asked for a new password. Choose it before %(until)s:\n\n%(link)s\n\n"
            "The link works once. If it was not you, you need do nothing: your password is the same as before."
        ) % told
    return _("You no longer sign in to Pejl with this address"), _(
        "Another e-mail address is used for signing in from now on.\n\n"
        "If this is a mistake: tell the person who looks after Pejl where you work."
    )


def _send(message_id: str, address: str, subject: str, text: str) -> None:
    mail.compose(
        message_id=message_id.replace("_", "-"), to_name="", to_address=address, subject=subject, text=text
    ).send()
