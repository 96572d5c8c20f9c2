"""Agendas to start from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.refusals import Refusal
from pejl.meetings.models import Template
from pejl.organisation.models import Unit


class TemplateWords(GuardedForm):
    """What an agenda to start from is called, and what it is for."""

    name = LineField(label=_("Name"), max_length=120)
    about = WordsField(label=_("What it is good for"), max_length=4000, required=False)


class NameTemplate(TemplateWords):
    """The same for one that there is, with how it read when the page was made."""

    was_name = LineField(max_length=120, required=False, widget=forms.HiddenInput)
    was_about = WordsField(max_length=4000, required=False, widget=forms.HiddenInput)

    @staticmethod
    def filled(template: Template) -> dict[str, str]:
        """The fields as the template has them now."""
        words = {"name": template.name, "about": template.about}
        return words | {f"was_{name}": text for name, text in words.items()}

    def values(self) -> dict[str, Any]:
        """What ``operations.change_template`` takes."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "about": said["about"],
            "as_read": (said["was_name"], said["was_about"]) if said["was_name"] else None,
        }

    def see(self, template: Template, refusal: Refusal) -> None:
        """Say that somebody else has changed it, and let the next save be a knowing one."""
        self.add_error(None, refusal.message)
        self.data = self.data.copy()
        self.data["was_name"], self.data["was_about"] = template.name, template.about


class _OwnUnit(forms.ModelChoiceField):
    """One of the units that the person keeps agendas for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(self, units: Sequence[Unit]) -> None:
        """Only these can be chosen; one alone is chosen already."""
        self.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).by_name()
        if len(units) == 1 and self.required:
            self.initial = units[0].pk


class SaveAsTemplate(TemplateWords):
    """Whose it becomes; or the next edition of one that there is."""

    template = forms.ModelChoiceField(
        label=_("A new one, or the next edition of one"),
        queryset=Template.objects.none(),
        required=False,
        empty_label=pgettext_lazy("agenda template", "A new one"),
    )
    name = LineField(label=_("Name"), help_text=_("For a new one."), max_length=120, required=False)
    unit = _OwnUnit(label=_("Whose it is"), required=False, empty_label=_("The whole house"))
    note = LineField(
        label=_("What is new"), help_text=_("For the next edition of one."), max_length=300, required=False
    )
    # Which edition of each the page was made from: two who make the next one at once do not get two unheard.
    seen = LineField(required=False, max_length=None, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, templates: Sequence[Template], units: Sequence[Unit], for_all: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen_of(templates)
        chosen: Any = self.fields["template"]
        chosen.queryset = Template.objects.filter(pk__in=[one.pk for one in templates]).by_name()
        unit: Any = self.fields["unit"]
        unit.offer(units)
        if not for_all:
            unit.required, unit.empty_label = True, None
            unit.offer(units)

    def clean(self) -> dict[str, Any]:
        """A new one needs a name; the next edition of one has its name already."""
        cleaned = super().clean() or self.cleaned_data
        named, chosen = bool(cleaned.get("name")), cleaned.get("template")
        if not chosen and not named and "name" not in self.errors:
            self.add_error("name", _("Write a name, or choose the one that this is the next edition of."))
        if chosen and named:
            told = {"name": chosen.name}
            sentence = _("Take the name out to make this the next edition of “%(name)s”, or choose “A new one” above.")
            self.add_error("name", sentence % told)
        return cleaned

    def edition_seen(self) -> int:
        """The edition of the chosen one that the page was made from; 0 where it does not say."""
        told = dict(pair.split(":") for pair in self.cleaned_data["seen"].split() if pair.count(":") == 1)
        number = told.get(str(self.cleaned_data["template"].pk), "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0


def seen_of(templates: Sequence[Template]) -> str:
    """Each template with its edition, as the page sends it back."""
    return " ".join(f"{one.pk}:{one.edition}" for one in templates)


class TakeOver(GuardedForm):
    """The talk before, and what this unit does in its own way."""

    unit = _OwnUnit(label=_("Who takes it over"), empty_label=None)
    name = LineField(label=_("What you call it"), max_length=120)
    talked_with = LineField(
        label=_("Who you talked with"), help_text=_("Somebody of those who made it."), max_length=200
    )
    held_on = DanishDateField(label=_("When"), help_text=_("For example 4/3 or yesterday."))
    differently = WordsField(
        label=_("What you do in your own way"),
        help_text=_("What fits you as it is, and what must be different with you?"),
        max_length=4000,
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.offer(units)
