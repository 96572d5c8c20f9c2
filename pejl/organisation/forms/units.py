"""What is said about units, functions and municipalities."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.privacy.forms import GuardedForm
from pejl.foundation.tenancy.models import PersonQuerySet
from pejl.organisation import municipalities, queries
from pejl.organisation.forms.fields import Asking, DayField, NameField, PersonField, UnitField
from pejl.organisation.models import Assignment, Unit
from pejl.organisation.names import Side

SIDES = [("", pgettext_lazy("side of the job centre", "Neither, or both")), *Side.choices]


class AddUnit(Asking):
    """A new unit."""

    name = NameField(label=_("What is the unit called?"))
    parent = UnitField(label=_("What is it part of?"), required=False, empty_label=_("Nothing: it stands at the top"))
    side = forms.ChoiceField(label=_("On which side?"), choices=SIDES, required=False)
    since_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(today)  # type: ignore[attr-defined]


class Rename(GuardedForm):
    """Another name."""

    name = NameField(label=_("New name"))


class MoveUnit(GuardedForm):
    """What the unit is part of from now on; it cannot be part of itself."""

    parent = UnitField(label=_("What is it part of?"), required=False, empty_label=_("Nothing: it stands at the top"))

    def __init__(self, *args: Any, unit: Unit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(today, but=queries.with_those_below([unit.pk]))  # type: ignore[attr-defined]


class TakeSide(GuardedForm):
    """Authority, provider, or neither."""

    side = forms.ChoiceField(label=_("On which side?"), choices=SIDES, required=False, widget=forms.RadioSelect)


class Close(GuardedForm):
    """The last day of something."""

    on = DayField(label=_("Last day"))


class End(GuardedForm):
    """The last day on which something holds."""

    until_on = DayField(label=_("Last day"))


class AppointLeader(Asking):
    """Who leads, from when, and instead of whom."""

    person = PersonField(label=_("Who?"))
    instead_of = forms.ModelChoiceField(
        queryset=Assignment.objects.none(),
        label=_("Instead of"),
        required=False,
        empty_label=_("Nobody: beside those who lead now"),
    )
    since_on = DayField(label=_("From which day?"))

    def __init__(
        self, *args: Any, leaders: list[Assignment], people: PersonQuerySet, shown: Any, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, shown, today)  # type: ignore[attr-defined]
        instead: Any = self.fields["instead_of"]
        instead.queryset = Assignment.objects.filter(pk__in=[leader.pk for leader in leaders])
        instead.choices = [("", instead.empty_label), *((leader.pk, leader.person.name) for leader in leaders)]
        if not leaders:
            instead.widget = forms.HiddenInput()


class SayFunction(Asking):
    """What one can be employed to do, and what goes with it."""

    name = NameField(label=_("What is the function called?"), max_length=80)
    may_approve = forms.BooleanField(label=_("Those who do it approve guidance"), required=False)
    is_management = forms.BooleanField(
        label=_("Those who do it are managers, and propose themes on behalf of the management"), required=False
    )


class ServeMunicipality(Asking):
    """A municipality that the job centre works for."""

    code = forms.ChoiceField(label=_("Municipality"), error_messages={"required": _("Choose a municipality.")})
    since_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(municipalities.by_code().values(), key=lambda one: one.name)
        choices = [("", _("Choose")), *((one.code, one.name) for one in known)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]
