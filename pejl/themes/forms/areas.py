"""What is typed about the fields of the work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField


class AddArea(GuardedForm):
    """A field of the work that is missing."""

    name = LineField(label=_("Which area is missing?"), max_length=80, error_messages={"required": _("Write a name.")})
