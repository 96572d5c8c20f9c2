"""In whose name a member of working groups speaks."""

from __future__ import annotations

from typing import Any

from django import forms

from pejl.foundation.privacy.forms import GuardedForm
from pejl.organisation.models import WorkingGroup, WorkingGroupQuerySet


def which_group(label: Any) -> forms.ModelChoiceField[WorkingGroup]:
    """The field ``group`` of a form for members."""
    return forms.ModelChoiceField(queryset=WorkingGroup.objects.none(), label=label, empty_label=None)


class FormForMembers(GuardedForm):
    """Has a field ``group``; a member of one group only is not asked for it."""

    def __init__(self, *args: Any, groups: WorkingGroupQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset = groups  # type: ignore[attr-defined]
        if len(groups) == 1:
            field.widget, field.initial = forms.HiddenInput(), groups[0].pk
