"""What is said about people: who they are, where they belong, and who is there for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.privacy.forms import AddressField, GuardedForm, LineField, SearchField
from pejl.foundation.tenancy.models import PersonQuerySet
from pejl.organisation import queries
from pejl.organisation.forms.fields import Asking, DayField, FunctionField, NameField, PersonField, UnitField
from pejl.organisation.models import Function, Place
from pejl.organisation.names import Who


class NarrowPeople(GuardedForm):
    """Which people to list; everything may be left open."""

    q = SearchField(label=_("Part of the name"))
    unit = UnitField(label=_("Unit"), required=False, empty_label=pgettext_lazy("units", "All"))
    function = forms.ModelChoiceField(
        queryset=Function.objects.none(),
        label=_("Function"),
        required=False,
        empty_label=pgettext_lazy("functions", "All"),
    )
    who = forms.ChoiceField(label=_("Who"), required=False, choices=Who.choices)

    def __init__(self, *args: Any, today: date, may_read_about: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(today)  # type: ignore[attr-defined]
        self.fields["function"].queryset = queries.functions()  # type: ignore[attr-defined]
        if not may_read_about:
            del self.fields["who"]

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a field that could not be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "text": said.get("q", ""),
            "unit": said.get("unit"),
            "function": said.get("function"),
            "who": said.get("who") or Who.COLLEAGUES,
        }


class Belong(Asking):
    """A place: a unit, a function in it, and from when (until when)."""

    unit = UnitField(label=_("Unit"), empty_label=_("Choose"), error_messages={"required": _("Choose a unit.")})
    function = FunctionField(
        label=_("Function"), empty_label=_("Choose"), error_messages={"required": _("Choose a function.")}
    )
    since_on = DayField(label=_("From which day?"))
    until_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if there is none."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(today)  # type: ignore[attr-defined]
        self.fields["function"].offer()  # type: ignore[attr-defined]

    def place(self) -> Place:
        """The place as it was said."""
        said = self.cleaned_data
        return Place(said["unit"], said["function"], said["since_on"], said.get("until_on"))


class Welcome(Belong):
    """A new colleague and the first place; more are added afterwards."""

    name = NameField(label=_("Name"))
    email = AddressField(label=_("E-mail"), required=False)
    is_invited = forms.BooleanField(
        label=_("Send an invitation to sign in"), required=False, help_text=_("It goes to the e-mail address.")
    )
    until_on = None
    field_order = ("name", "email", "unit", "function", "since_on", "is_invited")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_invited") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write an e-mail address: the invitation is sent there."))
        return cleaned


class ChangeEmail(GuardedForm):
    """Another e-mail address."""

    email = AddressField(label=_("New e-mail"), required=False)


class Leave(GuardedForm):
    """The last day here."""

    on = DayField(label=_("Last day here"))


class SayGuest(GuardedForm):
    """Where a guest comes from, and how long the door is open."""

    comes_from = LineField(
        label=_("Where does the guest come from?"),
        max_length=160,
        error_messages={"required": _("Write where the guest comes from.")},
    )
    welcome_until = DayField(
        label=_("Last day"), required=False, help_text=_("Access ends by itself after that day. May be left empty.")
    )


class WelcomeGuest(SayGuest, Asking):
    """Somebody from outside."""

    name = NameField(label=_("Name"))
    email = AddressField(label=_("E-mail"), required=False)
    field_order = ("name", "email", "comes_from", "welcome_until")


class Appoint(Asking):
    """Who, from which day."""

    person = PersonField(label=_("Who?"))
    since_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, people: PersonQuerySet, shown: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people, shown, today)  # type: ignore[attr-defined]
