"""What an agreement must be, whoever makes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person


def require_here(owner: Person) -> None:
    """Raise Invalid for somebody who has left: nobody would do it."""
    if owner.left_on is not None:
        raise Invalid(_("%(name)s no longer works here. Choose somebody else.") % {"name": owner.name}, field="owner")
