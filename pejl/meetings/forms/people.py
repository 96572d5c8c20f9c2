"""Who comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.foundation import clock
from pejl.foundation.privacy.forms import GuardedForm, SearchField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.names import Reply
from pejl.organisation.models import Function, Unit

SORTS = [
    ("name", gettext_lazy("Name")),
    ("unit", gettext_lazy("Unit")),
    ("answer", gettext_lazy("Answer")),
]


class FindPeople(GuardedForm):
    """Whom to show: part of a name, a function; and how those on the list stand."""

    q = SearchField(label=gettext_lazy("Part of the name"))
    function = forms.ModelChoiceField(
        label=gettext_lazy("Function"),
        queryset=Function.objects.none(),
        required=False,
        empty_label=pgettext_lazy("functions", "All"),
    )
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), choices=SORTS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].queryset = Function.objects.in_use().by_name()  # type: ignore[attr-defined]

    @property
    def is_searching(self) -> bool:
        """Whether somebody is looked for."""
        return bool(self.cleaned_data.get("q") or self.cleaned_data.get("function"))

    @property
    def sorted_by(self) -> str:
        """By name, where nothing else is asked for."""
        said: str = self.cleaned_data.get("sort") or "name"
        return said


class ChoosePeople(GuardedForm):
    """Who is to come: whole units, everybody in a function, single people."""

    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Whole units, with those below"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    functions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Everybody who works as"),
        queryset=Function.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who?"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], **kwargs: Any) -> None:
        # On one page with those who are taken out, who are people too.
        super().__init__(*args, auto_id="choose_%s", **kwargs)
        self.fields["units"].queryset = Unit.objects.on(clock.today()).by_name()  # type: ignore[attr-defined]
        self.fields["functions"].queryset = Function.objects.in_use().by_name()  # type: ignore[attr-defined]
        chosen: Any = self.fields["people"]
        chosen.label_from_instance, chosen.queryset = naming, people

    def show(self, found: Iterable[Person]) -> None:
        """Offer these people; anybody else can still be sent."""
        chosen: Any = self.fields["people"]
        chosen.choices = [(person.pk, chosen.label_from_instance(person)) for person in found]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("units", "functions", "people")) and not self.errors:
            raise forms.ValidationError(_("Choose a unit, a function or a person to add."))
        return cleaned


class TakeOut(GuardedForm):
    """Who is not to come after all."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Those who are to come"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick those who are not to come.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="take_out_%s", **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]

    def show(self, groups: Sequence[tuple[str, list[tuple[UUID, str]]]]) -> None:
        """Offer them with these labels, under headings where there are any."""
        chosen: Any = self.fields["people"]
        flat = [choice for _heading, choices in groups for choice in choices]
        chosen.choices = flat if len(groups) == 1 and not groups[0][0] else list(groups)


class AnswerInvitation(GuardedForm):
    """Coming or not."""

    reply = forms.ChoiceField(choices=[choice for choice in Reply.choices if choice[0] != Reply.NONE])
