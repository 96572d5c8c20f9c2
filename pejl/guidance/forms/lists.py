"""Input for reading lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats import dates, moments
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.guidance import policies
from pejl.guidance.models import ReadingList, Version
from pejl.guidance.permissions import Keeps
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit

INDENT = "\u2003"


class MakeList(GuardedForm):
    """What a list is called, and whom it asks to read."""

    name = LineField(
        label=_("Name"),
        max_length=policies.LONGEST_LIST_NAME,
        help_text=_("For example: New in the sickness benefit team"),
    )
    about = WordsField(label=_("Why does one read this?"), required=False, max_length=policies.LONGEST_LIST_ABOUT)
    function = forms.ModelChoiceField(
        label=_("Who is to read it?"), queryset=None, required=False, empty_label=_("Every function")
    )
    unit = forms.ModelChoiceField(
        label=_("In which unit?"),
        queryset=None,
        required=False,
        empty_label=_("The whole job centre"),
        help_text=_("The units below it are asked too."),
    )
    is_for_newcomers = forms.BooleanField(
        label=_("Only those who come from now on"),
        required=False,
        help_text=_("Somebody who begins is asked from the first day. Nobody who is here already is."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None, *, keeps: Keeps, units: Iterable[Unit], functions: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        function: Any = self.fields["function"]
        function.queryset = functions
        unit: Any = self.fields["unit"]
        branches = [one for one in organisation.tree(units) if keeps.covers(one.unit.pk)]
        unit.queryset = Unit.objects.filter(pk__in=[one.unit.pk for one in branches])
        offered = [(one.unit.pk, INDENT * one.depth + one.unit.name) for one in branches]
        unit.choices = [("", unit.empty_label), *offered] if keeps.is_for_all else offered
        unit.required = not keeps.is_for_all


class DescribeList(MakeList):
    """The same of a list that is there; ``edit`` is the list's as it was seen."""

    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, reading_list: ReadingList, **kwargs: Any) -> None:
        plain = ("name", "about", "function", "unit", "is_for_newcomers", "edit")
        super().__init__(data, initial={name: getattr(reading_list, name) for name in plain}, **kwargs)
        del self.fields["client_id"]
        self.fields["is_for_newcomers"].label = _now("Only those who came on %(day)s or later") % {
            "day": dates.short(moments.day_of(reading_list.created_at))
        }


class AddToList(GuardedForm):
    """What comes next on a list, and how soon it is to be read. ``product`` or ``meeting`` is what was chosen."""

    what = forms.ChoiceField(label=_("What is to be read?"))
    days = forms.IntegerField(
        label=_("To be read within so many days"),
        required=False,
        min_value=policies.DAYS[0],
        max_value=policies.DAYS[1],
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, data: Any = None, *, versions: Iterable[Version], meetings: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        what: Any = self.fields["what"]
        self.products = {f"product:{one.product_id}": one.product for one in versions}
        self.meetings = {f"meeting:{one.pk}": one for one in meetings}
        groups = [
            (_now("Guidance and tools"), [(key, one.title) for key, one in self.products.items()]),
            (
                _now("Meetings that were held"),
                [
                    (key, f"{one.title} · {dates.short(moments.day_of(one.starts_at))}")
                    for key, one in self.meetings.items()
                ],
            ),
        ]
        what.choices = [(name, some) for name, some in groups if some]

    @property
    def product(self) -> Any:
        """The product that was chosen; None for a meeting."""
        return self.products.get(self.cleaned_data["what"])

    @property
    def meeting_id(self) -> UUID:
        """The meeting that was chosen."""
        key: UUID = self.meetings[self.cleaned_data["what"]].pk
        return key
