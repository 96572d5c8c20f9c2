"""Keeping sessions going, and ending them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.foundation.live import waking
from pejl.foundation.login.models import Session
from pejl.foundation.login.sessions import PRECISION, SessionStore
from pejl.foundation.tenancy.models import Account


def touch(*, session: SessionStore, now: datetime) -> None:
    """The person has done something: from now on the idle time counts anew. Written once a minute at most."""
    key, row = session.session_key, session.row
    if key is None or row is None or now - row.seen_at < PRECISION:
        return
    row.seen_at = now
    # Not the whole row: another request of the same browser may be writing its content.
    Session.objects.filter(pk=key).update(seen_at=now, expire_date=session.ends_at)


@transaction.atomic
def end_sessions(*, account: Account, but: str | None = None) -> int:
    """Sign the account out everywhere, but for the session with this key; returns how many ended."""
    waking.wake_signed_out(account.pk)
    return Session.objects.filter(account=account).exclude(pk=but or "").delete()[0]


@transaction.atomic
def end_session(*, account: Account, handle: UUID) -> int:
    """Sign one of the account's own browsers out; returns 0 where it is none or ended already."""
    waking.wake_signed_out(account.pk)
    return Session.objects.filter(account=account, handle=handle).delete()[0]


def clear_sessions(*, now: datetime) -> int:
    """Delete what ended by itself; returns how many went."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
