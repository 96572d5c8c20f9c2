"""Who comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.foundation.privacy.forms import GuardedForm
from pejl.foundation.tenancy.models import Person
from pejl.meetings.names import Reply
from pejl.organisation.models import Function, Unit


class ChoosePeople(GuardedForm):
    """Who is to come: whole units, everybody in a function, single people."""

    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Whole units"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    functions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Everybody who works as"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("One more person"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("nobody chosen in a list", "Choose a name"),
    )

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.by_name()  # type: ignore[attr-defined]
        self.fields["functions"].queryset = Function.objects.by_name()  # type: ignore[attr-defined]
        person: Any = self.fields["person"]
        person.label_from_instance, person.queryset = naming, people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("units", "functions", "person")) and not self.errors:
            raise forms.ValidationError(_("Choose a unit, a function or a person to add."))
        return cleaned


class TakeOut(GuardedForm):
    """Who is not to come after all."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Those who are to come"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["people"]
        chosen.label_from_instance, chosen.queryset = naming, people


class AnswerInvitation(GuardedForm):
    """Coming or not."""

    reply = forms.ChoiceField(choices=[choice for choice in Reply.choices if choice[0] != Reply.NONE])
