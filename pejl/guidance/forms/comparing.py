"""Which two versions to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.foundation.privacy.forms import GuardedForm
from pejl.guidance.models import Version


class Compare(GuardedForm):
    """An older and a newer version of one product."""

    before = forms.ChoiceField(label=gettext_lazy("From"))
    version = forms.ChoiceField(label=gettext_lazy("To"))

    def __init__(self, *, versions: Sequence[Version], before: int, after: int, **kwargs: Any) -> None:
        super().__init__(initial={"before": before, "version": after}, **kwargs)
        choices = [(one.number, _version(one)) for one in versions]
        for name in ("before", "version"):
            field: Any = self.fields[name]
            field.choices = choices


def _version(version: Version) -> str:
    return _("Version %(number)d, %(state)s") % {
        "number": version.number,
        "state": str(version.get_state_display()).lower(),
    }
