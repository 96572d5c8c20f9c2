"""What the members of a working group do with their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.organisation.models import WorkingGroup, WorkingGroupQuerySet
from pejl.themes.forms.groups import FormForMembers, which_group
from pejl.themes.names import OPEN

NUMBER = "number-"
MARKS = [*((number, str(number)) for number in range(1, 6)), ("", _("I do not weigh this"))]


def _mark(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=MARKS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


class WeighTheme(FormForMembers):
    """Three questions, each from 1 to 5 or not at all."""

    practice = _mark(_("How much does it matter for practice?"))
    strategy = _mark(_("How much does it matter for the strategy?"))
    urgency = _mark(_("How urgent is it?"))
    group = which_group(_("For which working group?"))


class OrderTable(GuardedForm):
    """Where themes are moved to: one by a press or by dragging, several by writing their numbers."""

    group = forms.ModelChoiceField(queryset=WorkingGroup.objects.none(), widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[(state, state) for state in OPEN], widget=forms.HiddenInput)
    order = LineField(max_length=40, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: WorkingGroupQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def positions(self, lying: Mapping[UUID, int]) -> dict[UUID, int]:
        """The theme that was moved, or those whose number is another than where they lie.

        What cannot be read moves nothing.
        """
        if move := self.data.get("move"):
            return _read([move])
        numbers = [name for name in self.data if name.startswith(NUMBER)]
        written = _read(f"{name.removeprefix(NUMBER)} {self.data[name]}" for name in numbers)
        return {theme_id: number for theme_id, number in written.items() if lying.get(theme_id) != number}

    @property
    def way(self) -> str:
        """The button that was pressed: up, down or none."""
        return next((way for way in ("up", "down") if self.data.get("move", "").endswith(f" {way}")), "")


def _read(moves: Iterable[str]) -> dict[UUID, int]:
    """Each an id and a position from 1; what follows is not read."""
    found = {}
    for move in moves:
        with suppress(ValueError):
            key, position = move.split()[:2]
            found[UUID(key)] = int(position)
    return {key: position for key, position in found.items() if position > 0}
