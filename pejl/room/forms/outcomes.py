"""What the meeting agrees on, and what each takes along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person


class Learning(GuardedForm):
    """What a person takes along."""

    takes_along = WordsField(
        label=_("What I take with me"), help_text=_("What did I notice, what was new?"), required=False, max_length=4000
    )
    will_introduce = WordsField(
        label=_("What I will introduce in my practice, and how"), required=False, max_length=4000
    )
    is_shared = forms.BooleanField(label=_("Share it with my colleagues"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Someone(forms.ChoiceField):
    """One of the people in the meeting, or ``nobody``; where there is only oneself to choose, it is not asked."""

    def __init__(self, *, nobody: Any = None, **kwargs: Any) -> None:
        super().__init__(required=nobody is None, **kwargs)
        self.nobody = nobody
        self.people: dict[str, Person] = {}

    def offer(self, people: Iterable[Person], naming: Callable[[Person], str]) -> None:
        """Set whom one can choose, and what they are called."""
        self.people = {str(person.pk): person for person in people}
        choices = [(key, naming(person)) for key, person in self.people.items()]
        self.choices = choices if self.nobody is None else [("", self.nobody), *choices]
        if len(self.choices) == 1:
            self.widget = forms.HiddenInput()
            self.initial = self.choices[0][0]

    def clean(self, value: Any) -> Person | None:
        return self.people.get(super().clean(value))


class Outcome(GuardedForm):
    """Something that the meeting agrees on; ``people`` are those who can be put down for it."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid4
        for field in self.fields.values():
            if isinstance(field, Someone):
                field.offer(people, naming)


class ProductDuty(Outcome):
    """Who makes which product."""

    what = LineField(label=_("Which product?"), help_text=_("For example: action guide on placements"), max_length=160)
    person = Someone(label=_("Who makes it?"))


class UnclearPoint(Outcome):
    """What is still unclear."""

    text = LineField(label=_("What is still unclear?"), max_length=300)
    caretaker = Someone(label=_("Who takes care of it?"), nobody=_("Nobody yet"))


class JointDecision(Outcome):
    """What was decided together."""

    text = LineField(label=_("What have we decided?"), max_length=300)


class Agreement(Outcome):
    """Who does what by when."""

    what = LineField(label=_("What is to be done?"), max_length=300)
    owner = Someone(label=_("Who does it?"))
    due_on = DanishDateField(label=_("By when?"), help_text=_("For example 4/3 or 4/3-2015"), required=False)
