"""Which passwords are taken: long enough and not among those that are tried first. Nothing is asked of their make-up.

Fifteen characters may stand alone; from eight with a second factor beside it (``Account.password_is_short`` says
which it is). Django asks these validators wherever a password is set.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pejl.foundation.tenancy.models import LONG_PASSWORD, Account, typed_alike

SHORTEST, LONGEST = 8, 128
# What Danes try first and the international list does not have; figures and signs around it make no difference.
OBVIOUS = frozenset(
    (
        "adgangskode",
        "danmark",
        "efterår",
        "efteråret",
        "forår",
        "foråret",
        "hemmelig",
        "hemmeligt",
        "jobcenter",
        "jobcentret",
        "kodeord",
        "kommune",
        "kommunen",
        "pejl",
        "pejlemærke",
        "pejlpejl",
        "sommer",
        "sommeren",
        "velkommen",
        "velkommentil",
        "vinter",
        "vinteren",
    )
)


class LengthValidator:
    """Between SHORTEST and LONGEST characters."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError where it is not."""
        length = len(typed_alike(password) or "")
        if length < SHORTEST:
            raise ValidationError(_("Use at least %(count)d characters.") % {"count": SHORTEST}, code="too_short")
        if length > LONGEST:
            raise ValidationError(_("Use at most %(count)d characters.") % {"count": LONGEST}, code="too_long")

    def get_help_text(self) -> str:
        return advice()


class CommonValidator:
    """Not among the 20,000 that are tried first (Django's list), nor the Danish ones."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError where it is."""
        folded = unicodedata.normalize("NFKC", password).strip().casefold()
        letters = "".join(character for character in folded if character.isalpha())
        if folded in common() or letters in OBVIOUS:
            raise ValidationError(
                _("Many use this password, so it is tried first. Choose another one."), code="too_common"
            )

    def get_help_text(self) -> str:
        return ""


class BreachedValidator:
    """Not in the installation's list of passwords that have leaked, where it has one (PEJL_BREACHED_PASSWORDS)."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError where it is."""
        path = settings.PEJL_BREACHED_PASSWORDS
        if path and is_listed(Path(path), typed_alike(password) or ""):
            raise ValidationError(
                _("This password is known from a leak somewhere else. Choose another one."), code="breached"
            )

    def get_help_text(self) -> str:
        return ""


def advice() -> str:
    """What to choose, in a sentence or two."""
    return _("At least %(long)d characters, or %(short)d if you also use a second step when you sign in.") % {
        "long": LONG_PASSWORD,
        "short": SHORTEST,
    }


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Django's list, folded as passwords are before they are compared with it."""
    path = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(unicodedata.normalize("NFKC", line).strip().casefold() for line in lines)


def is_listed(path: Path, password: str) -> bool:
    """Whether a file of sorted lines, each beginning with a SHA-1 in hexadecimal, has this password's.

    Bisection on disk: the whole public list is 40 GB, and some 40 short reads find the place in it.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            if _line_from(file, middle)[:40].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(file, low)[:40].upper() == wanted


def _line_from(file: BinaryIO, at: int) -> bytes:
    """The first line that begins at ``at`` or later; past the last one a line that sorts after all others."""
    file.seek(max(at - 1, 0))
    if at:
        file.readline()
    return file.readline() or b"\xff"
