"""What an agreement must be, whoever makes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person


def require_words(text: str, *, field: str) -> None:
    """Raise Invalid for a text with no letter and no digit in it: it could be neither read aloud nor found."""
    if not tidy.has_words(text):
        raise Invalid(_("Write it in words."), field=field)


def require_here(owner: Person) -> None:
    """Raise Invalid for somebody who has left: nobody would do it."""
    if owner.left_on is not None:
        raise Invalid(_("%(name)s no longer works here. Choose somebody else.") % {"name": owner.name}, field="owner")
