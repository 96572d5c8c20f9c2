"""What people type about themes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.privacy.forms import GuardedForm, LineField, SearchField, WordsField
from pejl.organisation.models import WorkingGroup, WorkingGroupQuerySet
from pejl.themes import queries
from pejl.themes.models import Area, Theme, ThemeQuerySet
from pejl.themes.names import Kind, Outcome, State


class ProposeTheme(GuardedForm):
    """Five questions, done in under a minute."""

    title = LineField(
        label=_("What do we need to know more about?"),
        error_messages={"required": _("Say it in one line.")},
        max_length=160,
    )
    need = WordsField(
        label=_("What happened, or what are you in doubt about?"),
        help_text=_("The professional point is enough: no names, nothing that shows who the citizen is."),
        error_messages={"required": _("Write a few words, so that others can see what you mean.")},
    )
    why_now = WordsField(label=_("Why now?"), required=False)
    area = forms.ModelChoiceField(
        queryset=Area.objects.none(), label=_("Area"), required=False, empty_label=_("Not sure")
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), *Kind.choices],
        error_messages={"required": _("Choose what comes closest.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas()  # type: ignore[attr-defined]


class NarrowThemes(GuardedForm):
    """Which themes to list; everything may be left open."""

    q = SearchField(label=_("Word in the title"))
    state = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", pgettext_lazy("states", "All")), *State.choices]
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.none(), label=_("Area"), required=False, empty_label=pgettext_lazy("areas", "All")
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas()  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a field that could not be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "state": said.get("state", ""),
            "area": said.get("area"),
            "text": said.get("q", ""),
            "is_mine": said.get("mine", False),
        }


class _Decide(GuardedForm):
    """What every decision says: why, in whose name, and on what the person saw."""

    reason = WordsField(
        label=_("Why?"),
        help_text=_("Whoever proposed the theme reads this, and so can every colleague."),
        error_messages={"required": _("Write why: whoever proposed it wants to understand.")},
    )
    group = forms.ModelChoiceField(
        queryset=WorkingGroup.objects.none(), label=_("Which working group decides?"), empty_label=None
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: WorkingGroupQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset = groups  # type: ignore[attr-defined]
        if len(groups) == 1:
            field.widget, field.initial = forms.HiddenInput(), groups[0].pk

    def see_anew(self, theme: Theme) -> None:
        """Keep what was typed, and decide next time on the theme as it is now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(theme.version)


class DecideOnTheme(_Decide):
    """Next, later, or not at all."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
        choices=[
            (Outcome.NEXT, _("Next: we plan a learning meeting on it")),
            (Outcome.LATER, _("Later: it is good, but other things come first")),
            (Outcome.DECLINE, _("Decline: we do not take it up")),
        ],
    )
    field_order = ("outcome", "reason", "group")


class MergeTheme(_Decide):
    """Which theme this one goes into. Any that may take it in is accepted; only some are shown."""

    merge_into = forms.ModelChoiceField(
        queryset=Theme.objects.none(),
        label=_("Which theme does it go into?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
        empty_label=None,
    )
    field_order = ("merge_into", "reason", "group")

    def __init__(self, *args: Any, themes: ThemeQuerySet, shown: Collection[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["merge_into"]
        field.queryset = themes
        field.choices = [(theme.pk, _titled(theme)) for theme in shown]


class FindTheme(GuardedForm):
    """A word in the title of the theme that one is looking for."""

    q = SearchField(label=_("Look for another theme"))


class AddArea(GuardedForm):
    """A field of the work that is missing."""

    name = LineField(label=_("Which area is missing?"), max_length=80, error_messages={"required": _("Write a name.")})


def _titled(theme: Theme) -> str:
    return f"{theme.title} ({theme.area.name})" if theme.area else theme.title
