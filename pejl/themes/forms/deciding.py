"""What a working group says when it decides."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import WordsField
from pejl.themes.forms.groups import FormForMembers, which_group
from pejl.themes.models import Theme, ThemeQuerySet
from pejl.themes.names import CHOSEN, Outcome

OUTCOMES = [
    (Outcome.NEXT, _("Next: we plan a learning meeting on it")),
    (Outcome.LATER, _("Later: it is good, but other things come first")),
    (Outcome.DECLINE, _("Decline: we do not take it up")),
]


class _Decide(FormForMembers):
    """What every decision says: why, in whose name, and on what the person saw."""

    reason = WordsField(
        label=_("Why?"),
        help_text=_("Whoever proposed or backs the theme reads this, and so can every colleague."),
        error_messages={"required": _("Write why: whoever proposed it wants to understand.")},
    )
    group = which_group(_("Which working group decides?"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def see_anew(self, theme: Theme) -> None:
        """Keep what was typed, and decide next time on the theme as it is now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(theme.version)


class DecideOnTheme(_Decide):
    """Next, later, or not at all; what was decided can be taken back."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
        choices=OUTCOMES,
    )
    field_order = ("outcome", "reason", "group")

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if theme.state in CHOSEN:
            back: tuple[str, Any] = (Outcome.REOPEN, _("Back on the table: we take back what we decided"))
            self.fields["outcome"].choices = [back, *OUTCOMES]  # type: ignore[attr-defined]


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


def _titled(theme: Theme) -> str:
    return f"{theme.title} ({theme.area.name})" if theme.area else theme.title
