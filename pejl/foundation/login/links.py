"""Links to choose a password by: made from a row's id and the installation's key, so that no row can be used as one."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from pejl.foundation.login.models import Link


def secret_of(link: Link) -> str:
    """What the link carries. In the query of an address: logs keep none (``privacy.logs``)."""
    return f"{link.pk.hex}{_proof(link.pk)}"


def address_of(link: Link) -> str:
    """The whole address, for a mail."""
    return f"{settings.PEJL_ADDRESS}{reverse('login:choose_password')}?{urlencode({'link': secret_of(link)})}"


def find(secret: str, *, now: datetime) -> Link | None:
    """The link with this secret while it can be used; None for one that is used, replaced, too old or made up."""
    try:
        link_id = UUID(hex=secret[:32])
    except ValueError:
        return None
    if not constant_time_compare(secret[32:], _proof(link_id)):
        return None
    usable = Link.objects.select_related("account").filter(account__is_active=True, ends_at__gt=now)
    return usable.filter(pk=link_id).first()


def _proof(link_id: UUID) -> str:
    return salted_hmac("pejl.link", link_id.hex, algorithm="sha256").hexdigest()
