"""What people type when they propose a theme, and when they need one too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.themes import queries
from pejl.themes.models import Area, Theme
from pejl.themes.names import BackingKind, Kind


class SeesAlike(GuardedForm):
    """A form that remembers which themes it has shown as alike, so that they hold nobody back twice."""

    seen = LineField(required=False, max_length=400, widget=forms.HiddenInput)

    def saw(self, themes: Iterable[Theme]) -> None:
        """These are shown now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = " ".join(str(theme.pk) for theme in themes)


class ProposeTheme(SeesAlike):
    """Five questions, done in under a minute; those who lead are asked in whose name."""

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
        queryset=Area.objects.none(),
        label=_("Area"),
        required=False,
        empty_label=_("Not sure"),
        error_messages={"invalid_choice": _("The area is closed. Choose another one, or none.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), *Kind.choices],
        error_messages={"required": _("Choose what comes closest.")},
    )
    is_for_management = forms.BooleanField(label=_("On behalf of the management"), required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, speaks_for_management: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas().open()  # type: ignore[attr-defined]
        if not speaks_for_management:
            del self.fields["is_for_management"]


class AskForAlike(GuardedForm):
    """What has been typed so far."""

    title = LineField(required=False, max_length=160)
    need = WordsField(required=False)


class BackTheme(GuardedForm):
    """What somebody adds who needs the theme too; nothing need be added."""

    kind = forms.ChoiceField(
        label=_("What do you add?"),
        choices=[
            (BackingKind.NEED, _("Nothing more: I need it too")),
            (BackingKind.QUESTION, _("A question of my own")),
            (BackingKind.EXAMPLE, _("An example of my own")),
        ],
        initial=BackingKind.NEED,
        widget=forms.RadioSelect,
        required=False,
    )
    words = WordsField(
        label=_("Your question or example"),
        help_text=_("It stands on the theme's page with your name. Nothing that shows who the citizen is."),
        required=False,
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Words without a kind are an example; a kind without words is taken as it is, and refused further in."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("words") and said.get("kind") in ("", BackingKind.NEED):
            said["kind"] = BackingKind.EXAMPLE
        said["kind"] = said.get("kind") or BackingKind.NEED
        return said


class WithdrawTheme(GuardedForm):
    """Why a theme is not needed any more, on what the person saw."""

    reason = WordsField(
        label=_("Why?"),
        help_text=_("Those who back the theme read this, and can take it over."),
        error_messages={"required": _("Write why: those who back it want to understand.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
