"""What narrows a list of themes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.formats import dates
from pejl.foundation.privacy.forms import GuardedForm, SearchField
from pejl.foundation.tenancy.models import Person
from pejl.themes import queries
from pejl.themes.models import Area, Collection
from pejl.themes.names import Kind, Sorting, State


class CollectionField(forms.ModelChoiceField):
    """A department meeting by its title and day: most are called the same."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {dates.short(obj.held_on)}"


class NarrowThemes(GuardedForm):
    """Which themes to list, and in which order; everything may be left open."""

    q = SearchField(label=_("Word in the title"))
    state = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", pgettext_lazy("states", "All")), *State.choices]
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.none(), label=_("Area"), required=False, empty_label=pgettext_lazy("areas", "All")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("kinds", "All")), *Kind.choices]
    )
    collected = CollectionField(
        queryset=Collection.objects.none(),
        label=_("Collected at"),
        required=False,
        empty_label=pgettext_lazy("collections", "All"),
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    backed = forms.BooleanField(label=_("Only those I back"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sorting.choices)

    # What one looks for less often stands folded.
    FOLDED = ("sort", "kind", "collected", "mine", "backed")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas()  # type: ignore[attr-defined]
        self.fields["collected"].queryset = queries.collections(person)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a field that could not be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "state": said.get("state", ""),
            "area": said.get("area"),
            "kind": said.get("kind", ""),
            "collection": said.get("collected"),
            "text": said.get("q", ""),
            "is_mine": said.get("mine", False),
            "is_backed": said.get("backed", False),
            "sorting": said.get("sort") or Sorting.NEWEST,
        }

    @property
    def is_unfolded(self) -> bool:
        """Whether what one looks for less often is asked for, or chosen already."""
        return any(self.data.get(name) for name in ("more", *self.FOLDED))


class FindTheme(GuardedForm):
    """A word in the title of the theme that one is looking for."""

    q = SearchField(label=_("Look for another theme"))
