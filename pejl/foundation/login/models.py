"""What signing in leaves behind: sessions, links sent by mail, and how often somebody has guessed wrong.

None of it belongs to a space: an account may have seats in several, and a guess has none.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.declarations import CONTACT, OWN, PERSON_REF, SECRET, STRUCTURE, declare
from pejl.foundation.privacy.fields import Address
from pejl.foundation.tenancy.models import Account


class Browser(models.TextChoices):
    """What is told apart of a browser: enough to recognise one's own."""

    EDGE = "edge", "Edge"
    CHROME = "chrome", "Chrome"
    FIREFOX = "firefox", "Firefox"
    SAFARI = "safari", "Safari"
    OTHER = "other", _("another browser")


class System(models.TextChoices):
    """What it runs on."""

    WINDOWS = "windows", "Windows"
    MAC = "mac", "Mac"
    IPHONE = "iphone", "iPhone"
    IPAD = "ipad", "iPad"
    ANDROID = "android", "Android"
    LINUX = "linux", "Linux"
    OTHER = "other", _("another system")


class Session(AbstractBaseSession):
    """A browser that is signed in, or about to be. Deleted, it is signed out; no address of the network is kept."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=10, choices=Browser.choices, default=Browser.OTHER)
    system = models.CharField(max_length=10, choices=System.choices, default=System.OTHER)

    data = declare(
        session_key=SECRET,
        session_data=SECRET,
        expire_date=STRUCTURE,
        handle=STRUCTURE,
        account=PERSON_REF,
        begun_at=OWN,
        seen_at=OWN,
        browser=OWN,
        system=OWN,
    )

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """As Django's session table asks."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class Link(models.Model):
    """A link by mail to choose a password, once. The secret in it is made from the id and the installation's key, so
    that neither this row nor a copy of the database opens anything.

    A reset that was asked for an address nobody has is kept too, without an account: both take the same time. So is
    what an address that is no longer the account's is told: it opens nothing.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation"
        RESET = "reset"
        MOVED = "moved"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    address = Address(blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    data = declare(
        account=PERSON_REF,
        kind=STRUCTURE,
        address=CONTACT,
        made_at=STRUCTURE,
        ends_at=STRUCTURE,
        mailed_at=STRUCTURE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(account__isnull=False), name="link_is_the_only_one_that_works"
            )
        ]


class Guesses(models.Model):
    """How often somebody has tried in vain, and until when the next try waits.

    ``key`` is a keyed hash of whose door was tried from where: neither the address of a person nor of a network can
    be read from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    open_at = models.DateTimeField()

    data = declare(key=STRUCTURE, count=STRUCTURE, last_at=STRUCTURE, open_at=STRUCTURE)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="guesses_by_age")]
