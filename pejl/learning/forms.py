"""From what is typed to clean values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.agreements.models import DecisionStep
from pejl.foundation.formats.forms import AtAMoment, DanishDateField, DanishTimeField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.learning.names import Shown
from pejl.meetings.names import lines_of
from pejl.room.models import Card, ProductDuty


class Plan(AtAMoment, GuardedForm):
    """When, where, who leads, and which agenda to start from."""

    title = LineField(label=_("Title"), max_length=160)
    purposes = WordsField(
        label=_("What should come out of it"), help_text=_("One purpose a line."), max_length=4000, required=False
    )
    day = DanishDateField(label=_("Day"), help_text=_("For example 4/3 or tomorrow."))
    start = DanishTimeField(label=_("Starts at"), help_text=_("For example 9 or 12.45."))
    place = LineField(label=_("Place"), help_text=_("It can wait."), max_length=160, required=False)
    leaders = forms.ModelMultipleChoiceField(
        label=_("Meeting leaders"),
        help_text=_("Two are best: a head or coordinator together with a caseworker."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody you chose is no longer here. Choose among those shown.")},
    )
    template = forms.ModelChoiceField(
        label=_("Agenda to start from"),
        help_text=_("You can change everything in it afterwards."),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("agenda", "An empty one"),
        error_messages={"invalid_choice": _("This agenda is not here any more. Choose one of those shown.")},
    )

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders: Any = self.fields["leaders"]
        leaders.label_from_instance, leaders.queryset = naming, people
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What both ``operations.plan`` and ``operations.plan_coordination`` take."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "purposes": lines_of(cleaned["purposes"]),
            "place": cleaned["place"],
            "starts_at": self.starts_at,
            "leaders": list(cleaned["leaders"]),
            "template": cleaned["template"],
        }


class PlanLearningMeeting(Plan):
    """Which of one's own groups plans it, too."""

    group = forms.ModelChoiceField(label=_("Working group"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        """What ``operations.plan`` takes, beside the theme."""
        return super().values() | {"group": self.cleaned_data["group"]}


class PlanCoordination(Plan):
    """Where no agenda is chosen, it is made from what lies before the group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template: Any = self.fields["template"]
        template.empty_label = pgettext_lazy("agenda", "Made from what lies before you now")
        self.fields["leaders"].help_text = _("Those who open the meeting, keep the time and write it up.")


class StartGuide(GuardedForm):
    """What the guide is called, of which kind it is, who makes it and what it is made from."""

    title = LineField(label=_("Title of the product"), max_length=160)
    kind = forms.ModelChoiceField(
        label=_("What kind of product is it?"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    duty = forms.ModelChoiceField(
        label=_("Who took it on"), queryset=None, required=False, empty_label=_("Nobody: I make it myself")
    )
    cards = forms.ModelMultipleChoiceField(
        label=_("Cards to build on"),
        help_text=_("Each becomes a guiding mark that shows the card as its evidence, with meeting and group."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, kinds: Any, duties: Sequence[ProductDuty], cards: Sequence[Card], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["kind"]
        offered.label_from_instance, offered.queryset = lambda kind: kind.with_purpose, kinds
        taken: Any = self.fields["duty"]
        taken.queryset = ProductDuty.objects.filter(pk__in=[duty.pk for duty in duties]).select_related("person")
        taken.label_from_instance = lambda duty: f"{duty.person.name}: {duty.what}"
        chosen: Any = self.fields["cards"]
        chosen.queryset = Card.objects.filter(pk__in=[card.pk for card in cards]).select_related("item", "cluster")
        chosen.label_from_instance = lambda card: f"{card.text} ({card.item.label})"
        self.fields["cards"].initial = [card.pk for card in cards]


class NarrowDecisions(GuardedForm):
    """Which joint decisions to list."""

    shown = forms.ChoiceField(label=_("Where it stands"), required=False, choices=Shown.choices)


class WhatBecame(GuardedForm):
    """What became of a joint decision, over what was last said of it (``seen``)."""

    state = forms.ChoiceField(
        label=_("Where is it now?"),
        choices=DecisionStep.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    reason = LineField(
        label=_("In a few words"),
        help_text=_("Say why where it is changed or dropped, and what you do instead."),
        max_length=300,
        required=False,
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def see_anew(self, latest: DecisionStep | None) -> None:
        """Keep what was typed, and save next time over what was said last by now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(latest.pk) if latest else ""
