"""Spaces, the accounts that log in, and the persons they are in each space."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
import uuid
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.declarations import (
    CONTACT,
    NAME,
    OWN,
    PERSON_REF,
    SECRET,
    STRUCTURE,
    declare,
)
from pejl.foundation.privacy.fields import Address, Line
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow

LONG_PASSWORD = 15
"""Characters from which a password may stand alone; a shorter one needs a second factor beside it."""


class Space(models.Model):
    """A job centre or a partnership: the key every other row carries."""

    class Kind(models.TextChoices):
        JOB_CENTRE = "job_centre", _("Job centre")
        PARTNERSHIP = "partnership", _("Partnership")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.JOB_CENTRE)
    name = Line(max_length=120)
    created_at = models.DateTimeField()

    data = declare(kind=STRUCTURE, name=STRUCTURE, created_at=STRUCTURE)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """How accounts are made."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account with a hashed password; without one it cannot log in until it is set."""
        account = Account(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One human's way in; belongs to no space."""

    class Language(models.TextChoices):
        DANISH = "da", "Dansk"
        ENGLISH = "en", "English"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = Address(unique=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DANISH)
    is_active = models.BooleanField(default=True)
    password_is_short = models.BooleanField(default=False, editable=False)

    data = declare(
        email=CONTACT,
        password=SECRET,
        password_is_short=STRUCTURE,
        last_login=STRUCTURE,
        language=STRUCTURE,
        is_active=STRUCTURE,
    )

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        """Hash it, and note whether it is short: afterwards nobody can tell."""
        password = typed_alike(raw_password)
        super().set_password(password)
        self.password_is_short = password is not None and len(password) < LONG_PASSWORD

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is this one, on whichever keyboard it is typed."""
        return super().check_password(typed_alike(raw_password) or "")


def typed_alike(password: str | None) -> str | None:
    """One keyboard sends å as one character, another as two: the same password (Unicode NFC)."""
    return None if password is None else unicodedata.normalize("NFC", password)


class PersonQuerySet(SpaceQuerySet["Person"]):
    """What can be said of the people of a space."""

    def visible_to(self, person: Person) -> PersonQuerySet:
        """Colleagues see each other, also who has left; guests see who is here."""
        return self.present() if person.is_guest else self

    def present(self) -> PersonQuerySet:
        """Those who have not left."""
        return self.filter(left_on=None)

    def by_name(self) -> PersonQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Person(SpaceRow):
    """Somebody in one space: a colleague, a guest or one who has left. Guests may lack an account.

    Texts refer to the person, never to a copy of the name; erasure renames the person.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    email = Address(blank=True)
    is_guest = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)

    data = declare(
        account=PERSON_REF,
        name=NAME,
        name_search=NAME,
        name_sort=NAME,
        email=CONTACT,
        is_guest=STRUCTURE,
        left_on=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(PersonQuerySet)()  # type: ignore[misc]

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["space", "account"],
                condition=models.Q(account__isnull=False),
                name="person_is_one_per_account_and_space",
            ),
        ]
        indexes = [models.Index(fields=["space", "name_sort"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_authenticated(self) -> bool:
        """A person that a request works as has been recognised."""
        return True


def seats_of(account: Account) -> list[tuple[UUID, UUID, str]]:
    """(space id, person id, space name) for each space the account has a person in, by the space's name."""
    with scopes.of_account(account.pk):
        # The plain queryset on purpose: this one question goes across spaces, and asks for the own account only.
        own: models.QuerySet[Person] = models.QuerySet(Person).filter(account=account, left_on=None)
        return list(own.order_by("space__name").values_list("space_id", "id", "space__name"))


class Token(SpaceRow):
    """An API token: belongs to a person and can do what that person can. Only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    label = Line(max_length=80)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    data = declare(person=PERSON_REF, label=OWN, digest=SECRET, created_at=STRUCTURE, revoked_at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["digest"], name="token_digest_is_unique")]

    @staticmethod
    def new_secret(space_id: UUID) -> str:
        """A token text: it names its space, so that the scope can be entered before it is looked up."""
        return f"pejl_{space_id.hex}_{secrets.token_urlsafe(32)}"

    @staticmethod
    def digest_of(text: str) -> str:
        """What is kept of a token text: SHA-256, enough for 256 random bits."""
        return hashlib.sha256(text.encode()).hexdigest()

    @staticmethod
    def space_in(text: str) -> UUID | None:
        """The space a token text names, or None for what is no token text."""
        prefix, _sep, rest = text.partition("_")
        space, _sep, _secret = rest.partition("_")
        if prefix != "pejl" or len(space) != 32:
            return None
        try:
            return UUID(hex=space)
        except ValueError:
            return None
